package io.backplane.plugins;

import io.backplane.api.settings.Settings;
import io.backplane.calls.spi.Units;
import io.backplane.updates.spi.Updates;
import java.time.Clock;
import org.osgi.framework.BundleContext;

/** What plugins are hosted with. */
record Surroundings(
    BundleContext context,
    Units units,
    Updates updates,
    PluginRepository repository,
    PluginFiles files,
    Retired retired,
    HungVersions hung,
    Clock clock,
    Settings settings) {

  /** What plugins are called among units and updates. */
  static final String KIND = "plugin";

  /** Where the class loaders of versions go that are out of use. */
  interface Retired {
    void watch(String plugin, String version, long update, ClassLoader loader);
  }
}
