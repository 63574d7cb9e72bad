package io.backplane.plugins;

import io.backplane.plugins.spi.PluginSource;
import java.time.Instant;
import java.util.Optional;

/**
 * A plugin that should be there.
 *
 * @param previous the version before the last update, unless that was undone
 * @param declined digest of the dropped-in jar that it went back from
 */
record PluginRow(
    String id,
    String version,
    String symbolicName,
    String digest,
    PluginSource source,
    String entry,
    Instant installedAt,
    boolean enabled,
    Optional<Previous> previous,
    Optional<String> declined) {

  /**
   * @param update that replaced it, whose record keeps its state
   */
  record Previous(String version, String digest, long update) {}

  /** Where a version came from. */
  record Origin(PluginSource source, String entry) {}

  Origin origin() {
    return new Origin(source, entry);
  }

  PluginRow enabled(boolean enabled) {
    return new PluginRow(
        id, version, symbolicName, digest, source, entry, installedAt, enabled, previous, declined);
  }

  PluginRow entry(String entry) {
    return new PluginRow(
        id, version, symbolicName, digest, source, entry, installedAt, enabled, previous, declined);
  }

  PluginRow declined(String digest) {
    return new PluginRow(
        id,
        version,
        symbolicName,
        this.digest,
        source,
        entry,
        installedAt,
        enabled,
        previous,
        Optional.of(digest));
  }
}
