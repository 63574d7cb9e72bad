package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.state.spi.Stamp;
import io.backplane.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HybridClockTest {

  /** Outlives the clock, as a row does. */
  private static final class KeptMark implements HybridClock.Mark {
    private long ms;
    private int writes;

    @Override
    public long read() {
      return ms;
    }

    @Override
    public void write(long ahead) {
      ms = ahead;
      writes++;
    }
  }

  private final SettableClock wall = new SettableClock();
  private final KeptMark mark = new KeptMark();
  private HybridClock clock = new HybridClock(wall, 7, 1, mark.ms);

  private void restart() {
    clock = new HybridClock(wall, 7, 1, mark.ms);
  }

  @Test
  void stamps_follow_the_wall_clock_and_count_within_a_millisecond() {
    long now = wall.millis();
    assertThat(clock.next(mark)).isEqualTo(new Stamp(now, 0, 7, 1));
    assertThat(clock.next(mark)).isEqualTo(new Stamp(now, 1, 7, 1));
    wall.advance(Duration.ofMillis(1));
    assertThat(clock.next(mark)).isEqualTo(new Stamp(now + 1, 0, 7, 1));
  }

  @Test
  void a_full_counter_takes_the_next_millisecond() {
    clock.meet(new Stamp(wall.millis(), Stamp.COUNTER_MAX, 9, 1), mark);
    assertThat(clock.next(mark)).isEqualTo(new Stamp(wall.millis() + 1, 0, 7, 1));
  }

  @Test
  void stamps_are_above_all_that_were_met() {
    var met = new Stamp(wall.millis() + 3_000, 5, 9, 1);
    clock.meet(met, mark);
    assertThat(clock.next(mark)).isGreaterThan(met);
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(3));
    restart();
    assertThat(clock.next(mark)).isGreaterThan(met);
  }

  @Test
  void the_mark_is_written_once_in_a_block() {
    for (int i = 0; i < HybridClock.AHEAD_MS; i++) {
      clock.next(mark);
      wall.advance(Duration.ofMillis(1));
    }
    assertThat(mark.writes).isEqualTo(1);
    clock.next(mark);
    assertThat(mark.writes).isEqualTo(2);
  }

  @Test
  void a_stamp_of_this_life_that_was_not_given_is_forged() {
    Stamp given = clock.next(mark);
    assertThat(clock.isForged(given)).isFalse();
    assertThat(clock.isForged(new Stamp(given.ms(), given.counter() + 1, 7, 1))).isTrue();
    assertThat(clock.isForged(new Stamp(given.ms() + 1, 0, 7, 2))).isFalse();
  }

  @Property(tries = 200)
  void no_stamp_is_given_twice_whatever_the_wall_clock_and_restarts_do(@ForAll long seed) {
    var random = new Random(seed);
    var given = new ArrayList<Stamp>();
    for (int i = 0; i < 100; i++) {
      switch (random.nextInt(4)) {
        case 0 -> wall.jump(wall.instant().plusMillis(random.nextInt(1_200_000) - 600_000));
        case 1 -> wall.advance(Duration.ofMillis(random.nextInt(400)));
        case 2 -> restart();
        default -> given.add(clock.next(mark));
      }
    }
    assertThat(given).isEqualTo(given.stream().sorted().distinct().toList());
    assertThat(List.copyOf(given)).allMatch(stamp -> stamp.ms() < mark.ms);
  }
}
