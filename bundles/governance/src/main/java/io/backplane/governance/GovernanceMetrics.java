package io.backplane.governance;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.api.metrics.MetricSource;
import io.backplane.governance.spi.Governance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How many tasks and governed units are in which state. */
@Component
public final class GovernanceMetrics implements MetricSource {

  private final Governance governance;

  @Activate
  public GovernanceMetrics(@Reference Governance governance) {
    this.governance = governance;
  }

  @Override
  public List<Metric> metrics() {
    Map<String, Map<String, Long>> stats = governance.stats();
    var subjects = new ArrayList<Sample>();
    for (String lifecycle : List.of("plugin", "pipeline")) {
      stats
          .get(lifecycle)
          .forEach(
              (state, count) ->
                  subjects.add(
                      new Sample("", Map.of("lifecycle", lifecycle, "state", state), count)));
    }
    return List.of(
        Metric.by(Kind.GAUGE, "tasks", "Tasks that are kept.", "state", stats.get("task"))
            .countedBy("state"),
        new Metric(
                "governed",
                Kind.GAUGE,
                "Plugins and pipelines with a governance record.",
                subjects,
                Optional.empty())
            .countedBy("state"));
  }
}
