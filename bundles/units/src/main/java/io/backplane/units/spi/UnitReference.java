package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.util.Map;
import java.util.Objects;

/**
 * A driver's instance that a service works with.
 *
 * @param instance its name
 * @param config what the service wants to be different of its configuration, over its own
 */
public record UnitReference(String instance, Map<String, Object> config) {

  public UnitReference {
    Objects.requireNonNull(instance, "instance");
    config = Values.copyOf("config", config);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map("instance", instance, "config", config);
  }
}
