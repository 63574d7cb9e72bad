package io.backplane.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SettableClockTest {

  private final SettableClock clock = new SettableClock();

  @Test
  void it_stands_still_until_time_passes() {
    assertThat(clock.instant()).isEqualTo(SettableClock.START).isEqualTo(clock.instant());
    clock.advance(Duration.ofMillis(1_500));
    assertThat(clock.instant()).isEqualTo(SettableClock.START.plusMillis(1_500));
    assertThat(clock.nanos()).isEqualTo(1_500_000_000L);
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_jump_of_wall_time_leaves_monotonic_time_alone() {
    clock.advance(Duration.ofNanos(5));
    clock.jump(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.nanos()).isEqualTo(5);
  }

  @Test
  void another_zone_shows_the_same_time() {
    var berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
    clock.advance(Duration.ofHours(1));
    assertThat(berlin.instant()).isEqualTo(clock.instant());
    assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void no_step_is_lost_between_threads() throws InterruptedException {
    var threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofPlatform().start(this::advanceOften);
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(clock.nanos()).isEqualTo(80_000);
    assertThat(clock.instant()).isEqualTo(SettableClock.START.plusNanos(80_000));
  }

  private void advanceOften() {
    for (int i = 0; i < 10_000; i++) {
      clock.advance(Duration.ofNanos(1));
    }
  }
}
