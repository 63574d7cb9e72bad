package io.backplane.plugins;

import io.backplane.calls.spi.Units;
import io.backplane.updates.spi.Updates;
import java.time.Clock;
import java.time.Duration;
import org.osgi.framework.BundleContext;

/**
 * What plugins are hosted with.
 *
 * @param startLimit for a version to offer its unit
 */
record Surroundings(
    BundleContext context,
    Units units,
    Updates updates,
    PluginRepository repository,
    PluginFiles files,
    Retired retired,
    Clock clock,
    Duration startLimit) {

  /** What plugins are called among units and updates. */
  static final String KIND = "plugin";

  static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** Where the class loaders of versions go that are out of use. */
  interface Retired {
    void watch(String plugin, String version, long update, ClassLoader loader);
  }
}
