package io.backplane.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.health.spi.Metrics.Point;
import io.backplane.testing.TempStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @AutoClose private final TempStore store = new TempStore();
  private Telemetry telemetry;

  @BeforeEach
  void open() {
    telemetry = new Telemetry(store);
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private List<Point> heat(Instant since, Instant until) {
    return telemetry.between("heat", since, until);
  }

  @Test
  void single_values_come_back_in_order() {
    telemetry.add(at(10), Map.of("heat", 2.0, "light", 9.0));
    telemetry.add(at(0), Map.of("heat", 1.0));
    telemetry.add(at(20), Map.of("heat", 3.0));

    assertThat(heat(at(0), at(20)))
        .containsExactly(new Point(at(0), 1, 1, 1), new Point(at(10), 2, 2, 2));
    assertThat(telemetry.names()).containsExactly("heat", "light");
  }

  @Test
  void after_a_day_a_minute_is_told_by_its_mean_least_and_greatest() {
    for (int i = 0; i < 12; i++) {
      telemetry.add(at(i * 10L), Map.of("heat", (double) i));
    }
    telemetry.tidy(at(120));
    telemetry.tidy(at(121)); // again changes nothing
    Instant later = START.plus(Telemetry.RAW).plusSeconds(60);
    telemetry.tidy(later);

    assertThat(heat(START, later))
        .containsExactly(
            new Point(at(0), 2.5, 0, 5),
            new Point(at(60), 6, 6, 6),
            new Point(at(70), 7, 7, 7),
            new Point(at(80), 8, 8, 8),
            new Point(at(90), 9, 9, 9),
            new Point(at(100), 10, 10, 10),
            new Point(at(110), 11, 11, 11));
    telemetry.tidy(START.plus(Telemetry.RAW).plusSeconds(180));
    assertThat(heat(START, later))
        .containsExactly(new Point(at(0), 2.5, 0, 5), new Point(at(60), 8.5, 6, 11));
  }

  @Test
  void a_clock_that_was_ahead_for_a_while_leaves_nothing_behind() {
    Instant future = START.plus(Duration.ofDays(4_000));
    telemetry.add(future, Map.of("heat", 9.0));
    telemetry.tidy(future.plusSeconds(120));
    telemetry.add(at(0), Map.of("heat", 1.0));
    telemetry.tidy(at(120));
    telemetry.tidy(START.plus(Telemetry.RAW).plusSeconds(60));

    assertThat(heat(START, future.plusSeconds(9))).containsExactly(new Point(at(0), 1, 1, 1));
  }

  @Test
  void after_thirty_days_nothing_is_left() {
    telemetry.add(at(0), Map.of("heat", 1.0));
    telemetry.tidy(at(120));
    telemetry.tidy(START.plus(Telemetry.MINUTES).plus(Duration.ofMinutes(1)));

    assertThat(heat(START, START.plus(Duration.ofDays(60)))).isEmpty();
  }

  @Test
  void ever_new_names_are_cut_off() {
    var many = new HashMap<String, Double>();
    for (int i = 0; i < Telemetry.NAMES_MAX + 5; i++) {
      many.put("m" + i, 1.0);
    }
    telemetry.add(at(0), many);

    assertThat(telemetry.names()).hasSize(Telemetry.NAMES_MAX);
    assertThatThrownBy(() -> telemetry.between("nothing", START, at(9)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("no recorded metric 'nothing'");
  }
}
