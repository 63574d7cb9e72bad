package io.backplane.plugins;

import io.backplane.plugins.spi.HungVersion;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/** The bundles that were left behind on their threads. Thread-safe. */
final class HungVersions {

  private static final int AT_WORK = Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

  private final Map<Bundle, HungVersion> hung = new ConcurrentHashMap<>();
  private final Clock clock;

  HungVersions(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param what it does not do
   */
  void add(PluginJar jar, Bundle bundle, String what) {
    hung.putIfAbsent(
        bundle, new HungVersion(jar.id(), jar.version().toString(), clock.instant(), what));
  }

  /** Those that have not let go since, the oldest first. */
  List<HungVersion> all() {
    hung.keySet().removeIf(bundle -> (bundle.getState() & AT_WORK) == 0);
    return hung.values().stream().sorted(Comparator.comparing(HungVersion::since)).toList();
  }
}
