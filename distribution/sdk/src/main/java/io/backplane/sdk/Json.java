package io.backplane.sdk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.backplane.meta.spi.Indented;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** JSON as StdioLink's drivers read and write it. */
final class Json {

  private static final long WHOLE_MAX = 1L << 53; // beyond it a double has no unit digit

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();
  private static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .registerModule(new SimpleModule().addSerializer(Double.class, new Numbers()));

  private Json() {}

  /** Integral doubles have no {@code .0}; what JSON has no word for is null. */
  private static final class Numbers extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    Numbers() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        out.writeNull();
      } else if (value == Math.rint(value) && Math.abs(value) <= WHOLE_MAX) {
        out.writeNumber(value.longValue());
      } else {
        out.writeNumber(value);
      }
    }
  }

  /** Empty for null, and for what is no JSON. */
  static Optional<Object> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** On one line, with its end. */
  static byte[] line(Map<String, Object> value) {
    try {
      byte[] text = MAPPER.writeValueAsBytes(value);
      byte[] line = java.util.Arrays.copyOf(text, text.length + 1);
      line[text.length] = '\n';
      return line;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an answer holds what is no JSON value", e);
    }
  }

  static String compact(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Indented as StdioLink's tools do it, to the byte. */
  static String indented(Object value) {
    try {
      return MAPPER.writer(new Indented()).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** With the members of every object in the order of the alphabet, as on the wire. */
  static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, member) -> sorted.put((String) name, sorted(member)));
        yield sorted;
      }
      case List<?> list -> {
        var items = new ArrayList<Object>();
        list.forEach(item -> items.add(sorted(item)));
        yield items;
      }
      case null, default -> value;
    };
  }
}
