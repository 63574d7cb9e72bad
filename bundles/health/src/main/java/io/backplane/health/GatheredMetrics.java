package io.backplane.health;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.api.metrics.MetricSource;
import io.backplane.health.spi.Metrics;
import io.backplane.store.spi.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Metrics of all sources, and their record in the telemetry database. */
@Component(immediate = true)
public final class GatheredMetrics implements Metrics {

  /** What a source may take; all are asked at a time. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static final int POINTS_MAX = 10_000;

  private final Map<MetricSource, AskedSource> sources = new ConcurrentHashMap<>();
  private final Telemetry telemetry;
  private final TelemetryThread recording;

  @Activate
  public GatheredMetrics(@Reference(target = "(db=telemetry)") Store store) {
    this(new Telemetry(store), Clock.systemUTC());
  }

  GatheredMetrics(Telemetry telemetry, Clock clock) {
    this.telemetry = telemetry;
    this.recording = new TelemetryThread(this, telemetry, clock);
  }

  @Deactivate
  void close() {
    recording.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  void add(MetricSource source) {
    sources.put(source, new AskedSource(source));
  }

  void remove(MetricSource source) {
    sources.remove(source);
  }

  @Override
  public List<Metric> read() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    var asked = new LinkedHashMap<AskedSource, CompletableFuture<List<Metric>>>();
    sources.values().forEach(source -> asked.put(source, source.ask()));
    var metrics = new TreeMap<String, Metric>();
    asked.forEach(
        (source, answer) ->
            source
                .await(answer, deadline)
                .forEach(
                    metric -> metrics.merge(metric.name(), metric, GatheredMetrics::together)));
    return List.copyOf(metrics.values());
  }

  /**
   * Two sources may tell of one thing: plugins and instances are both updated. What both say alike,
   * such as two versions of a plugin side by side, is told once.
   */
  private static Metric together(Metric one, Metric other) {
    var samples = new LinkedHashMap<List<Object>, Sample>();
    Stream.of(one, other)
        .flatMap(metric -> metric.samples().stream())
        .forEach(it -> samples.putIfAbsent(List.of(it.suffix(), it.labels()), it));
    return new Metric(
        one.name(), one.kind(), one.help(), List.copyOf(samples.values()), one.counted());
  }

  @Override
  public Map<String, Map<String, Long>> statistics() {
    var all = new TreeMap<String, Map<String, Long>>();
    for (Metric metric : read()) {
      metric
          .counted()
          .ifPresent(
              label ->
                  all.put(
                      metric.name().replaceAll("_total$", "").replace('_', '-'),
                      sums(metric, label)));
    }
    return all;
  }

  private static Map<String, Long> sums(Metric metric, String label) {
    var sums = new TreeMap<String, Long>();
    for (Sample sample : metric.samples()) {
      sums.merge(sample.labels().getOrDefault(label, "all"), (long) sample.value(), Long::sum);
    }
    return sums;
  }

  @Override
  public List<String> recorded() {
    return telemetry.names();
  }

  @Override
  public List<Point> history(String name, Instant since, Instant until, int points) {
    if (points < 1 || points > POINTS_MAX) {
      throw new RefusedException(
          new Refusal.Invalid("points", "is not a number from 1 to " + POINTS_MAX));
    }
    return thinned(telemetry.between(name, since, until), points);
  }

  private static List<Point> thinned(List<Point> all, int points) {
    if (all.size() <= points) {
      return all;
    }
    var thin = new ArrayList<Point>();
    for (int i = 0; i < points; i++) {
      int from = (int) ((long) all.size() * i / points);
      int to = (int) ((long) all.size() * (i + 1) / points);
      thin.add(joined(all.subList(from, to)));
    }
    return thin;
  }

  static Point joined(List<Point> some) {
    return new Point(
        some.getFirst().at(),
        some.stream().mapToDouble(Point::mean).average().orElseThrow(),
        some.stream().map(Point::least).min(Comparator.naturalOrder()).orElseThrow(),
        some.stream().map(Point::greatest).max(Comparator.naturalOrder()).orElseThrow());
  }

  /** The one number that a metric is recorded by. */
  static double number(Metric metric) {
    return metric.kind() == Metric.Kind.SUMMARY
        ? metric.samples().stream()
            .filter(sample -> "0.99".equals(sample.labels().get("quantile")))
            .mapToDouble(Sample::value)
            .max()
            .orElse(0)
        : metric.samples().stream().mapToDouble(Sample::value).sum();
  }

  /** How often is recorded. */
  static final Duration PERIOD = Duration.ofSeconds(10);
}
