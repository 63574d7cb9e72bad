package io.backplane.calls.spi;

import io.backplane.api.call.Values;
import java.time.Duration;
import java.util.Map;

/**
 * How long the calls of the last five to ten minutes took, from their acceptance to their end;
 * streams do not count.
 *
 * @param calls how many they are
 * @param p50 half of them took at most this, to one percent
 */
public record Latency(
    long calls, Duration mean, Duration p50, Duration p90, Duration p99, Duration max) {

  public static final Latency NONE =
      new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** As it looks in JSON, in milliseconds. */
  public Map<String, Object> toMap() {
    return Values.map(
        "calls", calls,
        "meanMs", ms(mean),
        "p50Ms", ms(p50),
        "p90Ms", ms(p90),
        "p99Ms", ms(p99),
        "maxMs", ms(max));
  }

  private static double ms(Duration time) {
    return time.toNanos() / 1e6;
  }
}
