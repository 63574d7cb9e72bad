package io.backplane.supervisor;

import io.backplane.api.call.Values;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.MetricSource;
import io.backplane.supervisor.spi.Supervisor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The supervised units by how their processes are. */
@Component
public final class ProcessMetrics implements MetricSource {

  private final Supervisor supervisor;

  @Activate
  public ProcessMetrics(@Reference Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public List<Metric> metrics() {
    Map<String, Long> phases =
        supervisor.all().stream()
            .collect(
                Collectors.groupingBy(
                    unit -> Values.word(unit.state().phase()), Collectors.counting()));
    return List.of(
        Metric.by(Kind.GAUGE, "processes", "Supervised units by their phase.", "phase", phases)
            .countedBy("phase"),
        Metric.gauge(
            "spares", "Processes that wait for a unit's start.", supervisor.spares().size()));
  }
}
