package io.backplane.plugins;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Degraded while a plugin that should be there is not, or too much that is gone is in memory. */
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
    Map<String, Object> facts =
        Map.of("plugins", all.size(), "failed", failed.size(), "leaked", leaked);
    var reasons = new ArrayList<String>();
    if (!failed.isEmpty()) {
      reasons.add("not active: " + String.join(", ", failed));
    }
    if (leaked > LEAKED_MAX) {
      reasons.add(
          leaked + " versions that are out of use stay in memory: see 'runtime plugin-leaks'");
    }
    return reasons.isEmpty()
        ? new HealthResult(HealthLevel.HEALTHY, all.size() + " loaded", facts)
        : new HealthResult(HealthLevel.DEGRADED, String.join("; ", reasons), facts);
  }
}
