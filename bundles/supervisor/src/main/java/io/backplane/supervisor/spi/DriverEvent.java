package io.backplane.supervisor.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * An event that a driver emitted, whoever's call it belonged to.
 *
 * @param name empty for a bare one
 * @param value of JDK value types, may be null
 */
public record DriverEvent(Instant at, String name, int code, Object value) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map("at", at.toString(), "name", name, "code", code, "value", value);
  }
}
