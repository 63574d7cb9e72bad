package io.backplane.units.spi;

import io.backplane.api.call.Values;
import io.backplane.updates.spi.UpdateRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an update is to be done.
 *
 * @param version of the same package
 * @param force ends calls that outlast the drain limit
 * @param healthWindow how long the new version has to keep well
 * @param overlap whether old and new may run at a time; empty leaves it to the new version's meta
 * @param config for the new version, all of it; empty keeps the current one
 */
public record UpdateOrder(
    String version,
    boolean force,
    Duration healthWindow,
    Optional<Boolean> overlap,
    Optional<Map<String, Object>> config) {

  public UpdateOrder {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(overlap, "overlap");
    config = config.map(map -> Values.copyOf("config", map));
    UpdateRequest.checkWindow(healthWindow);
  }

  public static UpdateOrder to(String version) {
    return new UpdateOrder(
        version, false, UpdateRequest.HEALTH_WINDOW, Optional.empty(), Optional.empty());
  }

  public UpdateOrder force(boolean force) {
    return new UpdateOrder(version, force, healthWindow, overlap, config);
  }

  public UpdateOrder healthWindow(Duration healthWindow) {
    return new UpdateOrder(version, force, healthWindow, overlap, config);
  }

  public UpdateOrder overlap(boolean overlap) {
    return new UpdateOrder(version, force, healthWindow, Optional.of(overlap), config);
  }

  public UpdateOrder config(Map<String, Object> config) {
    return new UpdateOrder(version, force, healthWindow, overlap, Optional.of(config));
  }
}
