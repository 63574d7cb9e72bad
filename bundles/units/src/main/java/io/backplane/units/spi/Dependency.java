package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A driver that a service needs.
 *
 * @param alias what the service calls it
 * @param packageId of the driver
 * @param range of versions that will do, such as {@code ^1.2.0}, {@code >=1.0 <3} or {@code *}
 * @param commands that it has to have
 * @param instance name for an instance of it; empty for the alias
 * @param config to make the instance with
 */
public record Dependency(
    String alias,
    String packageId,
    String range,
    List<String> commands,
    Optional<String> instance,
    Map<String, Object> config) {

  public Dependency {
    commands = List.copyOf(commands);
    config = Values.copyOf("config", config);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "alias", alias,
        "package", packageId,
        "version", range,
        "commands", commands,
        "instance", instance.orElse(alias),
        "config", config);
  }
}
