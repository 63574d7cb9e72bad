package io.backplane.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.testing.TempStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatheredMetricsTest {

  @AutoClose private final TempStore store = new TempStore();
  private Telemetry telemetry;
  private GatheredMetrics metrics;

  @BeforeEach
  void open() {
    telemetry = new Telemetry(store);
    metrics = new GatheredMetrics(telemetry, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  private static Metric lamps(String state, int count) {
    return Metric.by(Kind.GAUGE, "lamps", "Lamps.", "state", Map.of(state, count))
        .countedBy("state");
  }

  @Test
  void what_several_sources_tell_of_one_thing_is_told_together() {
    metrics.add(() -> List.of(lamps("on", 2)));
    metrics.add(() -> List.of(lamps("off", 3), Metric.gauge("heat_celsius", "Heat.", 21.5)));

    assertThat(metrics.read()).extracting(Metric::name).containsExactly("heat_celsius", "lamps");
    assertThat(metrics.read().getLast().samples()).hasSize(2);
    assertThat(metrics.statistics()).isEqualTo(Map.of("lamps", Map.of("on", 2L, "off", 3L)));
  }

  @Test
  void a_source_that_fails_hides_nobody_else() {
    metrics.add(
        () -> {
          throw new IllegalStateException("as asked");
        });
    metrics.add(() -> List.of(lamps("on", 2)));

    assertThat(metrics.read()).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_source_that_hangs_holds_nobody_up_and_is_not_asked_again() {
    var asked = new AtomicInteger();
    var end = new CountDownLatch(1);
    metrics.add(
        () -> {
          asked.incrementAndGet();
          await(end);
          return List.of();
        });
    metrics.add(() -> List.of(lamps("on", 2)));

    assertThat(metrics.read()).hasSize(1);
    assertThat(metrics.read()).hasSize(1);
    assertThat(asked).hasValue(1);
    end.countDown();
  }

  @Test
  void what_two_versions_say_alike_is_told_once() {
    metrics.add(() -> List.of(lamps("on", 2)));
    metrics.add(() -> List.of(lamps("on", 2), lamps("off", 1)));

    assertThat(metrics.statistics()).isEqualTo(Map.of("lamps", Map.of("on", 2L, "off", 1L)));
  }

  @Test
  void statistics_add_up_over_the_other_labels() {
    var samples =
        List.of(
            new Sample("", Map.of("unit", "a", "outcome", "ok"), 2),
            new Sample("", Map.of("unit", "b", "outcome", "ok"), 3),
            new Sample("", Map.of("unit", "b", "outcome", "failed"), 1));
    var calls = new Metric("calls_total", Kind.COUNTER, "Calls.", samples, Optional.of("outcome"));
    metrics.add(() -> List.of(calls, Metric.counter("events_total", "Events.", 7).countedBy("")));

    assertThat(metrics.statistics())
        .isEqualTo(Map.of("calls", Map.of("ok", 5L, "failed", 1L), "events", Map.of("all", 7L)));
  }

  @Test
  void a_metric_is_recorded_by_its_sum_and_a_summary_by_its_worst_99th() {
    var lamps = Metric.by(Kind.GAUGE, "lamps", "Lamps.", "state", Map.of("on", 2, "off", 3));
    var delay =
        new Metric(
            "delay_seconds",
            Kind.SUMMARY,
            "Delay.",
            List.of(
                new Sample("", Map.of("unit", "a", "quantile", "0.99"), 0.5),
                new Sample("", Map.of("unit", "b", "quantile", "0.99"), 0.7),
                new Sample("", Map.of("unit", "b", "quantile", "1"), 9),
                new Sample("_sum", Map.of("unit", "b"), 100)),
            Optional.empty());

    assertThat(GatheredMetrics.number(lamps)).isEqualTo(5);
    assertThat(GatheredMetrics.number(delay)).isEqualTo(0.7);
  }

  @Test
  void more_points_than_asked_for_are_told_together() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 100; i++) {
      telemetry.add(start.plusSeconds(i), Map.of("heat", (double) i));
    }

    var points = metrics.history("heat", start, start.plusSeconds(200), 10);
    assertThat(points).hasSize(10);
    assertThat(points.getFirst().at()).isEqualTo(start);
    assertThat(points.getFirst().least()).isZero();
    assertThat(points.getFirst().greatest()).isEqualTo(9);
    assertThat(points.getFirst().mean()).isEqualTo(4.5);
    assertThat(points.getLast().greatest()).isEqualTo(99);
    assertThatThrownBy(() -> metrics.history("heat", start, start, 0))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("1 to 10000");
  }

  @Test
  void the_heap_is_recorded_by_what_is_in_use() {
    long most = Runtime.getRuntime().maxMemory();
    Metric heap =
        new JvmMetrics()
            .metrics().stream()
                .filter(metric -> metric.name().equals("jvm_heap_bytes"))
                .findFirst()
                .orElseThrow();
    assertThat(GatheredMetrics.number(heap)).isPositive().isLessThan(most);
  }

  @Test
  void the_jvm_tells_of_itself() {
    assertThat(new JvmMetrics().metrics())
        .extracting(Metric::name)
        .contains("jvm_heap_bytes", "process_cpu_seconds_total", "jvm_gc_collections_total");
    assertThat(new JvmMetrics().metrics())
        .allSatisfy(
            metric ->
                assertThat(metric.samples())
                    .allSatisfy(sample -> assertThat(sample.value()).isNotNegative()));
  }

  @Test
  void lateness_is_told_by_its_quantiles() {
    var latency = new SchedulingLatency();
    latency.close();
    for (int i = 1; i <= 100; i++) {
      latency.add(i * 1_000_000L);
    }

    Map<String, Double> told =
        latency.metrics().getFirst().samples().stream()
            .filter(sample -> sample.labels().containsKey("quantile"))
            .collect(Collectors.toMap(sample -> sample.labels().get("quantile"), Sample::value));
    assertThat(told.get("0.5")).isBetween(0.049, 0.052);
    assertThat(told.get("0.99")).isBetween(0.098, 0.1);
    assertThat(told.get("1")).isEqualTo(0.1);
  }
}
