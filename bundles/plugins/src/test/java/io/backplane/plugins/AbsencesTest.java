package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsencesTest {

  private static final Duration PATIENCE = Duration.ofMillis(DropIn.PATIENCE_MS);

  private final SettableClock clock = new SettableClock();
  private final Absences absences = new Absences(clock::nanos);

  private List<String> after(Duration time, String... absent) {
    clock.advance(time);
    return absences.lasting(List.of(absent));
  }

  @Test
  void who_stays_away_is_gone() {
    assertThat(after(Duration.ZERO, "a")).isEmpty();
    assertThat(after(PATIENCE.minusNanos(1), "a")).isEmpty();
    assertThat(after(Duration.ofNanos(1), "a")).containsExactly("a");
  }

  @Test
  void who_came_back_in_between_starts_anew() {
    after(Duration.ZERO, "a");
    after(PATIENCE.minusNanos(1));
    assertThat(after(Duration.ofNanos(1), "a")).isEmpty();
    assertThat(after(PATIENCE, "a")).containsExactly("a");
  }

  @Test
  void each_has_its_own_time() {
    after(Duration.ZERO, "a");
    assertThat(after(PATIENCE, "a", "b")).containsExactly("a");
    assertThat(after(PATIENCE, "b")).containsExactly("b");
  }
}
