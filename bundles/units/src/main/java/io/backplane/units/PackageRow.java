package io.backplane.units;

import io.backplane.units.spi.Kind;
import java.time.Instant;
import java.util.Map;

/**
 * A version of a package as it is kept.
 *
 * @param meta as the driver or service says it
 */
record PackageRow(
    String id,
    Kind kind,
    String version,
    String program,
    String digest,
    Map<String, Object> meta,
    Instant installedAt,
    String installedBy) {

  /**
   * What holds for all versions of a package.
   *
   * @param defaults configuration to begin with, sealed
   * @param overlay an operator's words over the meta
   */
  record Settings(Map<String, Object> defaults, Map<String, Object> overlay) {
    static final Settings NONE = new Settings(Map.of(), Map.of());
  }
}
