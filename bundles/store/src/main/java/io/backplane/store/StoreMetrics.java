package io.backplane.store;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.MetricSource;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How much waits to be written, and how long the event log is. */
@Component
public final class StoreMetrics implements MetricSource {

  private final ManagerStore manager;
  private final TelemetryStore telemetry;

  @Activate
  public StoreMetrics(@Reference ManagerStore manager, @Reference TelemetryStore telemetry) {
    this.manager = manager;
    this.telemetry = telemetry;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.by(
            Kind.GAUGE,
            "store_writes_waiting",
            "Writes that wait for the writer.",
            "db",
            Map.of(
                "manager", manager.sqlite().waiting(),
                "telemetry", telemetry.sqlite().waiting())),
        Metric.counter("events_total", "Events in the log, ever.", manager.last()).countedBy(""));
  }
}
