package io.backplane.plugins;

import io.backplane.api.call.Values;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.MetricSource;
import io.backplane.plugins.spi.Plugins;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How many plugins there are, and how many versions stay though they are out of use. */
@Component
public final class PluginMetrics implements MetricSource {

  private final Plugins plugins;

  @Activate
  public PluginMetrics(@Reference Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public List<Metric> metrics() {
    Map<String, Long> states =
        plugins.all().stream()
            .collect(Collectors.groupingBy(p -> Values.word(p.state()), Collectors.counting()));
    Map<String, Integer> left =
        Map.of("leaked", plugins.leaks("", false).size(), "hung", plugins.hung().size());
    return List.of(
        Metric.by(Kind.GAUGE, "plugins", "Plugins by their state.", "state", states)
            .countedBy("state"),
        Metric.by(
            Kind.GAUGE,
            "plugin_versions_left",
            "Versions that are out of use and still in memory or on a thread.",
            "how",
            left));
  }
}
