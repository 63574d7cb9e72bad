package io.backplane.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.meta.spi.Indented;

/** JSON as text. */
final class JsonText {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter INDENTED = MAPPER.writer(new Indented());

  private JsonText() {}

  /** Indented as StdioLink's tools do it, to the byte, with a newline at the end. */
  static String indented(Object value) {
    return written(INDENTED, value) + "\n";
  }

  /** On one line. */
  static String line(Object value) {
    return written(MAPPER.writer(), value);
  }

  private static String written(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
