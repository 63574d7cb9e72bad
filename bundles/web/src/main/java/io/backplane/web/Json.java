package io.backplane.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON as it goes over the wire: JDK value types both ways. */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Json() {}

  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IOException with the position of what is not a JSON object
   */
  public static Map<String, Object> object(byte[] json) throws IOException {
    return MAPPER.readValue(json, OBJECT);
  }

  /**
   * With every digit of every number.
   *
   * @throws IOException with the position of what is not a JSON object
   */
  public static Map<String, Object> exactObject(byte[] json) throws IOException {
    return MAPPER
        .readerFor(OBJECT)
        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readValue(json);
  }
}
