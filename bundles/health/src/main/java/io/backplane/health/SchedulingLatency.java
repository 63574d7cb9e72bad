package io.backplane.health;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.api.metrics.MetricSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * How late a virtual thread runs that is due: what every call pays before its first instruction
 * while the machine or the carriers are busy. It looks four times a second and keeps a minute.
 */
@Component
public final class SchedulingLatency implements MetricSource {

  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final int KEPT = 240;

  private final long[] lateNs = new long[KEPT];
  private long looks;
  private final Thread thread;

  @Activate
  public SchedulingLatency() {
    this.thread = Thread.ofVirtual().name("scheduling latency").start(this::run);
  }

  @Deactivate
  void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        long due = System.nanoTime() + PERIOD.toNanos();
        Thread.sleep(PERIOD);
        add(System.nanoTime() - due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end
    }
  }

  synchronized void add(long late) {
    lateNs[(int) (looks++ % KEPT)] = Math.max(0, late);
  }

  @Override
  public synchronized List<Metric> metrics() {
    long[] sorted = Arrays.copyOf(lateNs, (int) Math.min(looks, KEPT));
    Arrays.sort(sorted);
    List<Sample> samples =
        sorted.length == 0
            ? List.of()
            : List.of(
                quantile(sorted, "0.5", 0.5),
                quantile(sorted, "0.99", 0.99),
                quantile(sorted, "1", 1));
    return List.of(
        new Metric(
            "scheduling_latency_seconds",
            Kind.SUMMARY,
            "How late a thread runs that is due, over the last minute.",
            samples,
            Optional.empty()));
  }

  private static Sample quantile(long[] sorted, String name, double part) {
    int index = (int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)));
    return new Sample("", Map.of("quantile", name), sorted[index] / 1e9);
  }
}
