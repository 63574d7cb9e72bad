package io.backplane.health;

import io.backplane.api.metrics.Metric;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the metrics, again and again. */
final class TelemetryThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryThread.class);

  /** Minutes are summed up after as many values. */
  private static final int TIDY_EVERY = 30;

  private final GatheredMetrics metrics;
  private final Telemetry telemetry;
  private final Clock clock;
  private final Thread thread;

  TelemetryThread(GatheredMetrics metrics, Telemetry telemetry, Clock clock) {
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("telemetry").start(this::run);
  }

  private void run() {
    try {
      for (long round = 1; ; round++) {
        Thread.sleep(GatheredMetrics.PERIOD);
        record(round);
      }
    } catch (InterruptedException e) {
      LOG.debug("recording ends with the kernel");
    }
  }

  private void record(long round) {
    try {
      record(clock.instant());
      if (round % TIDY_EVERY == 0) {
        telemetry.tidy(clock.instant());
      }
    } catch (RuntimeException e) { // such as a full disk
      LOG.warn("what was measured is not recorded; the next will be tried", e);
    }
  }

  void record(Instant at) {
    telemetry.add(
        at,
        metrics.read().stream()
            .filter(metric -> !metric.samples().isEmpty())
            .filter(metric -> Double.isFinite(GatheredMetrics.number(metric)))
            .collect(Collectors.toMap(Metric::name, GatheredMetrics::number)));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
