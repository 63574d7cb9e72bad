package io.backplane.calls;

import io.backplane.calls.spi.Latency;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long calls took, over the last minutes: a histogram that is written and the one before it.
 * Thread-safe; recording takes no lock.
 */
final class Latencies {

  /** How long one histogram is written; a look sees between one and two of these. */
  static final Duration SPAN = Duration.ofMinutes(5);

  /** Two significant digits: a value is told to one percent. */
  private static final int DIGITS = 2;

  private final LongSupplier nanos;
  private volatile Pair pair;

  private record Pair(ConcurrentHistogram now, Histogram before, long since) {}

  Latencies(LongSupplier nanos) {
    this.nanos = nanos;
    this.pair = new Pair(fresh(), new Histogram(DIGITS), nanos.getAsLong());
  }

  private static ConcurrentHistogram fresh() {
    return new ConcurrentHistogram(DIGITS); // grows with what it is given
  }

  void record(Duration time) {
    turned().now().recordValue(Math.max(0, time.toNanos() / 1_000));
  }

  Latency look() {
    Pair seen = turned();
    var both = new Histogram(DIGITS);
    both.setAutoResize(true);
    both.add(seen.before());
    both.add(seen.now());
    return both.getTotalCount() == 0
        ? Latency.NONE
        : new Latency(
            both.getTotalCount(),
            micros(both.getMean()),
            micros(both.getValueAtPercentile(50)),
            micros(both.getValueAtPercentile(90)),
            micros(both.getValueAtPercentile(99)),
            micros(both.getMaxValue()));
  }

  private static Duration micros(double value) {
    return Duration.ofNanos(Math.round(value * 1_000));
  }

  private Pair turned() {
    Pair seen = pair;
    return nanos.getAsLong() - seen.since() < SPAN.toNanos() ? seen : turn();
  }

  private synchronized Pair turn() {
    Pair seen = pair;
    long now = nanos.getAsLong();
    long spans = (now - seen.since()) / SPAN.toNanos();
    if (spans > 0) {
      Histogram before = spans == 1 ? seen.now() : new Histogram(DIGITS);
      pair = new Pair(fresh(), before, seen.since() + spans * SPAN.toNanos());
    }
    return pair;
  }
}
