package io.backplane.calls;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.api.metrics.MetricSource;
import io.backplane.calls.spi.Latency;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.calls.spi.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the switchboard counts: by unit, and how long calls took lately. */
@Component
public final class CallMetrics implements MetricSource {

  private final Units units;

  @Activate
  public CallMetrics(@Reference Units units) {
    this.units = units;
  }

  @Override
  public List<Metric> metrics() {
    List<UnitStatus> all = units.all();
    return List.of(kinds(all), ended(all), present(all), dropped(all), latency(all));
  }

  private static Metric kinds(List<UnitStatus> all) {
    Map<String, Long> kinds =
        all.stream().collect(Collectors.groupingBy(UnitStatus::kind, Collectors.counting()));
    return Metric.by(Kind.GAUGE, "units", "Units that can be called.", "kind", kinds)
        .countedBy("kind");
  }

  private static Metric ended(List<UnitStatus> all) {
    var samples = new ArrayList<Sample>();
    for (UnitStatus unit : all) {
      Counters calls = unit.calls();
      samples.add(sample(unit, "outcome", "ok", calls.ok()));
      samples.add(sample(unit, "outcome", "failed", calls.failed()));
      samples.add(sample(unit, "outcome", "refused", calls.refused()));
    }
    return new Metric(
            "calls_total", Kind.COUNTER, "Calls that have ended.", samples, Optional.empty())
        .countedBy("outcome");
  }

  private static Metric present(List<UnitStatus> all) {
    var samples = new ArrayList<Sample>();
    for (UnitStatus unit : all) {
      Counters calls = unit.calls();
      samples.add(sample(unit, "state", "running", calls.inFlight()));
      samples.add(sample(unit, "state", "streaming", calls.streams()));
      samples.add(sample(unit, "state", "queued", calls.queued()));
    }
    return new Metric("calls", Kind.GAUGE, "Calls that are under way.", samples, Optional.empty());
  }

  private static Metric dropped(List<UnitStatus> all) {
    return new Metric(
        "call_events_dropped_total",
        Kind.COUNTER,
        "Events that a slow caller did not get.",
        all.stream()
            .map(unit -> new Sample("", Map.of("unit", unit.name()), unit.calls().eventsDropped()))
            .toList(),
        Optional.empty());
  }

  private Metric latency(List<UnitStatus> all) {
    var samples = new ArrayList<Sample>();
    for (UnitStatus unit : all) {
      Latency latency = units.latency(unit.name()).orElse(Latency.NONE);
      if (latency.calls() > 0) {
        samples.add(sample(unit, "quantile", "0.5", seconds(latency.p50())));
        samples.add(sample(unit, "quantile", "0.9", seconds(latency.p90())));
        samples.add(sample(unit, "quantile", "0.99", seconds(latency.p99())));
        samples.add(sample(unit, "quantile", "1", seconds(latency.max())));
      }
    }
    return new Metric(
        "call_duration_seconds",
        Kind.SUMMARY,
        "How long calls of the last minutes took, streams not included.",
        samples,
        Optional.empty());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static Sample sample(UnitStatus unit, String label, String value, double number) {
    return new Sample("", Map.of("unit", unit.name(), label, value), number);
  }
}
