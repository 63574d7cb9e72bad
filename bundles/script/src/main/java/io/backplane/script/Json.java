package io.backplane.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Values as they cross between a script and the kernel. */
final class Json {

  /** Characters of one value. */
  static final int TEXT_MAX = 16 << 20;

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IllegalArgumentException with why it cannot be taken: it is too long or too deep
   */
  static Object value(String json) {
    if (json.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          "a value of " + json.length() + " characters is more than " + TEXT_MAX);
    }
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  static Map<?, ?> object(String json) {
    return (Map<?, ?>) value(json);
  }
}
