package io.backplane.plugins;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.plugins.spi.HungVersion;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Degraded while a plugin that should be there is not, or what should be gone is still in memory or
 * on a thread.
 */
@Component
public final class PluginsCheck implements HealthCheck {

  private static final int LEAKED_MAX = 3;

  private final Plugins plugins;

  @Activate
  public PluginsCheck(@Reference Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public HealthResult check() {
    List<PluginStatus> all = plugins.all();
    List<String> failed =
        all.stream().filter(p -> p.state() == PluginState.ERROR).map(PluginStatus::id).toList();
    int leaked = plugins.leaks("", false).size();
    List<HungVersion> hung = plugins.hung();
    Map<String, Object> facts =
        Map.of(
            "plugins", all.size(),
            "failed", failed.size(),
            "leaked", leaked,
            "hung", hung.stream().map(HungVersion::toMap).toList());
    var reasons = new ArrayList<String>();
    if (!failed.isEmpty()) {
      reasons.add("not active: " + String.join(", ", failed));
    }
    if (leaked > LEAKED_MAX) {
      reasons.add(
          leaked + " versions that are out of use stay in memory: see 'runtime plugin-leaks'");
    }
    for (HungVersion version : hung) {
      reasons.add(
          version.plugin()
              + " "
              + version.version()
              + " "
              + version.what()
              + " and holds a thread until the kernel restarts");
    }
    return reasons.isEmpty()
        ? new HealthResult(HealthLevel.HEALTHY, all.size() + " loaded", facts)
        : new HealthResult(HealthLevel.DEGRADED, String.join("; ", reasons), facts);
  }
}
