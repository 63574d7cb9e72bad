package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.calls.spi.Latency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Latencies latencies = new Latencies(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static double ms(Duration time) {
    return time.toNanos() / 1e6;
  }

  @Test
  void quantiles_are_told_to_one_percent() {
    for (int ms = 1; ms <= 1_000; ms++) {
      latencies.record(Duration.ofMillis(ms));
    }

    Latency look = latencies.look();
    assertThat(look.calls()).isEqualTo(1_000);
    assertThat(ms(look.p50())).isBetween(495.0, 505.0);
    assertThat(ms(look.p90())).isBetween(891.0, 909.0);
    assertThat(ms(look.p99())).isBetween(980.0, 1_000.0);
    assertThat(ms(look.max())).isBetween(990.0, 1_010.0);
    assertThat(ms(look.mean())).isBetween(495.0, 506.0);
  }

  @Test
  void what_is_older_than_two_spans_no_longer_counts() {
    latencies.record(Duration.ofMillis(5));
    pass(Latencies.SPAN);
    latencies.record(Duration.ofMillis(7));
    assertThat(latencies.look().calls()).isEqualTo(2);

    pass(Latencies.SPAN);
    assertThat(latencies.look().calls()).isEqualTo(1);
    pass(Latencies.SPAN);
    assertThat(latencies.look()).isEqualTo(Latency.NONE);
  }

  @Test
  void a_long_silence_leaves_nothing() {
    latencies.record(Duration.ofMillis(5));
    pass(Duration.ofDays(2));

    assertThat(latencies.look()).isEqualTo(Latency.NONE);
    latencies.record(Duration.ofHours(3));
    assertThat(latencies.look().max()).isBetween(Duration.ofMinutes(178), Duration.ofMinutes(182));
  }
}
