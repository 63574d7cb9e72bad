package io.backplane.host.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.host.js.Json;
import java.util.Map;

/**
 * One line that came over the link.
 *
 * @param wellFormed whether it is a request at all
 * @param data the members of its parameters; none where they are no object
 * @param id what the answers have to carry, as JSON; empty where the request has none
 */
record Request(
    String line, boolean wellFormed, String command, Map<String, Object> data, String id) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  static Request read(String line) {
    try {
      Map<String, Object> members = MAPPER.readValue(line, OBJECT);
      if (members != null) {
        return of(line, members);
      }
    } catch (JsonProcessingException e) {
      // it is no request
    }
    return new Request(line, false, "", Map.of(), "");
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are strings
  private static Request of(String line, Map<String, Object> members) {
    return new Request(
        line,
        members.get("cmd") instanceof String,
        members.get("cmd") instanceof String command ? command : "",
        members.get("data") instanceof Map<?, ?> data ? (Map<String, Object>) data : Map.of(),
        members.containsKey("id") ? Json.text(members.get("id")) : "");
  }

  boolean ordered() {
    return id.isEmpty();
  }
}
