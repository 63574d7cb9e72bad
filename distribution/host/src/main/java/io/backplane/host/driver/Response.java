package io.backplane.host.driver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.backplane.host.js.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of a driver's, checked to be an answer, and kept as the text it is: JavaScript reads it
 * once more anyway. Therefore nothing here is shared with the kernel's sessions, which make objects
 * of lines and give each to the call that it belongs to.
 *
 * @param text JSON with {@code status}, and where the driver says them {@code code} and {@code
 *     data}
 */
record Response(String text, boolean terminal) {

  private static final int TEXT_MAX = 32 << 20; // more than a line can have

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(TEXT_MAX)
                  .maxNameLength(TEXT_MAX)
                  .maxNumberLength(TEXT_MAX)
                  .build())
          .build();

  /**
   * @return empty for what is no answer
   */
  static Optional<Response> read(String line) {
    String status = "";
    try (JsonParser in = JSON.createParser(line)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        JsonToken token = in.nextToken();
        if (name.equals("status")) {
          status = token == JsonToken.VALUE_STRING ? in.getText() : "";
        } else if (name.equals("code") && !token.isNumeric()) {
          return Optional.empty();
        }
        in.skipChildren();
      }
      if (in.nextToken() != null) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return switch (status) {
      case "event" -> Optional.of(new Response(line, false));
      case "done", "error" -> Optional.of(new Response(line, true));
      default -> Optional.empty();
    };
  }

  /** What the host itself has to say in the place of an answer; members in the order of names. */
  static Response fault(int code, Map<String, Object> data) {
    return new Response(
        Json.text(Map.of("status", "error", "code", code, "data", new TreeMap<>(data))), true);
  }
}
