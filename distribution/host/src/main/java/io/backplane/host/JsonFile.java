package io.backplane.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** A file that holds one JSON object and nothing else. */
final class JsonFile {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private JsonFile() {}

  /**
   * @param bytes UTF-8, with or without a byte order mark
   * @param what it is called where it is wrong
   */
  static Map<String, Object> object(byte[] bytes, String what) throws Refused, IOException {
    try {
      JsonNode read = MAPPER.readTree(bytes);
      if (!read.isObject()) {
        throw Refused.misuse(what + " is not a JSON object");
      }
      checkNumbers(read, what);
      return MAPPER.convertValue(read, OBJECT);
    } catch (JsonProcessingException e) {
      throw Refused.misuse(what + " is not a JSON object: " + e.getOriginalMessage());
    }
  }

  private static void checkNumbers(JsonNode node, String what) throws Refused {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw Refused.misuse(what + " has a number that is too large");
    }
    for (JsonNode inner : node) {
      checkNumbers(inner, what);
    }
  }
}
