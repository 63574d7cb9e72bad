package io.backplane.plugins.spi;

import io.backplane.meta.spi.SemanticVersion;
import io.backplane.updates.spi.UpdateRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * How a plugin is to be updated.
 *
 * @param version empty where the entry tells
 * @param entry where the version is; empty to look among what is kept, and at where the plugin came
 *     from
 * @param force goes on where the version number promises more than it keeps, and ends calls that
 *     outlast the drain
 */
public record UpdateOrder(
    Optional<String> version, Optional<Entry> entry, boolean force, Duration healthWindow) {

  /**
   * @throws io.backplane.api.call.RefusedException for a version that is none, or the window
   */
  public UpdateOrder {
    version.ifPresent(SemanticVersion::parse);
    UpdateRequest.checkWindow(healthWindow);
  }

  public static UpdateOrder to(String version, Duration healthWindow) {
    return new UpdateOrder(Optional.of(version), Optional.empty(), false, healthWindow);
  }

  public static UpdateOrder from(Entry entry, Duration healthWindow) {
    return new UpdateOrder(Optional.empty(), Optional.of(entry), false, healthWindow);
  }

  public UpdateOrder force(boolean force) {
    return new UpdateOrder(version, entry, force, healthWindow);
  }

  public UpdateOrder entry(Entry entry) {
    return new UpdateOrder(version, Optional.of(entry), force, healthWindow);
  }
}
