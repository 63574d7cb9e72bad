package io.backplane.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.event.Event;
import io.backplane.store.spi.Row;
import java.util.Map;

/** Events as rows of the table {@code events}. */
final class EventCodec {

  /** Most characters of an event's data as JSON. */
  static final int DATA_MAX = 64 * 1024;

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private EventCodec() {}

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is no JDK value type, {@link
   *     Refusal.OverCap} over {@link #DATA_MAX}
   */
  static String json(Map<String, Object> data) {
    try {
      String json = JSON.writeValueAsString(Values.copyOf("data", data));
      if (json.length() > DATA_MAX) {
        throw new RefusedException(
            new Refusal.OverCap(
                "event data in characters", DATA_MAX, "keep it in a row and name the row"));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> data(String json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Event event(Row row) {
    return new Event(
        row.number("seq"),
        row.instant("at"),
        row.text("type"),
        row.text("subject"),
        Event.Level.valueOf(row.text("level")),
        data(row.text("data")));
  }
}
