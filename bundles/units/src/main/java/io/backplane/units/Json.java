package io.backplane.units;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JDK values as JSON text. */
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

  private Json() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With line breaks, for people. */
  static String lines(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> object(String json) {
    return read(json, OBJECT);
  }

  static List<String> texts(String json) {
    return read(json, TEXTS);
  }

  static Map<String, String> words(String json) {
    return read(json, WORDS);
  }

  static Object value(String json) {
    return read(json, new TypeReference<Object>() {});
  }

  /** An object out of text of any origin; empty for what is none. */
  static Optional<Map<String, Object>> tryObject(String json) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, OBJECT));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
