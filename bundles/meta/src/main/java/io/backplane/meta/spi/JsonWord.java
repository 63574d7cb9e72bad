package io.backplane.meta.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** A word of a command line that may be JSON. */
final class JsonWord {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonWord() {}

  /** Stands for null where a value must be there. */
  enum Nothing {
    NULL
  }

  /** Empty for what is no JSON; a null in JSON is there, as {@link Nothing#NULL}. */
  static Optional<Object> read(String text) {
    try {
      Object value = MAPPER.readValue(text, Object.class);
      return Optional.of(value == null ? Nothing.NULL : value);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static Object plain(Object value) {
    return value == Nothing.NULL ? null : value;
  }
}
