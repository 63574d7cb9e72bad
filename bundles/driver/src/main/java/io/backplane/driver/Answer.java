package io.backplane.driver;

import java.util.Map;

/**
 * A line that a driver answered with.
 *
 * @param code the driver's own, of any sign
 * @param data of JDK value types, may be null
 * @param id of the request it belongs to, where driver and host say one; else 0
 */
record Answer(Status status, int code, Object data, long id) {

  /** The three words a driver may say. */
  enum Status {
    EVENT,
    DONE,
    ERROR
  }

  boolean terminal() {
    return status != Status.EVENT;
  }

  /** {@code {"event": name, "data": payload}} and nothing else; any other payload is bare. */
  private boolean wrapped() {
    return data instanceof Map<?, ?> map
        && map.size() == 2
        && map.get("event") instanceof String
        && map.containsKey("data");
  }

  /** The event's name, empty for a bare one. */
  String eventName() {
    return wrapped() ? (String) ((Map<?, ?>) data).get("event") : "";
  }

  /** What the event carries. */
  Object eventData() {
    return wrapped() ? ((Map<?, ?>) data).get("data") : data;
  }

  /** Whether this is what {@code meta.describe} is answered with. */
  boolean isMeta() {
    return status == Status.DONE
        && data instanceof Map<?, ?> map
        && map.containsKey("schemaVersion")
        && (map.containsKey("info") || map.containsKey("driver"));
  }
}
