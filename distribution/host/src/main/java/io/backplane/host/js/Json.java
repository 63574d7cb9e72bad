package io.backplane.host.js;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** JSON as it crosses between Java and JavaScript. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Json() {}

  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws Fault a {@code TypeError} for anything but an object
   */
  public static Map<String, Object> object(String text) {
    try {
      Map<String, Object> map = MAPPER.readValue(text, OBJECT);
      if (map != null) {
        return map;
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    throw Fault.type("expected an object");
  }
}
