package io.backplane.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.health.spi.Health;
import io.backplane.testing.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckedHealthTest {

  private final SettableClock clock = new SettableClock();
  private final CheckedHealth health =
      new CheckedHealth(
          reference -> {
            throw new AssertionError(reference);
          },
          clock);

  private record Check(String name, Supplier<HealthResult> result) implements HealthCheck {
    @Override
    public HealthResult check() {
      return result.get();
    }
  }

  private Check add(String name, HealthLevel level) {
    var check = new Check(name, () -> new HealthResult(level, "since", Map.of("n", 1)));
    put(check);
    return check;
  }

  private void put(Check check) {
    health.add(check, "check", () -> check);
  }

  private static <T> T await(CountDownLatch latch, T then) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return then;
  }

  private void assertTold(String stuck, HealthLevel level, String reason) {
    for (int i = 0; i < 2; i++) {
      assertThat(health.report().parts())
          .extracting(
              Health.Part::name, part -> part.result().level(), part -> part.result().reason())
          .containsExactly(tuple("a", HealthLevel.HEALTHY, "since"), tuple(stuck, level, reason));
    }
  }

  @Test
  void a_check_that_hangs_is_told_and_holds_the_others_up_for_a_moment() {
    var never = new CountDownLatch(1);
    add("a", HealthLevel.HEALTHY);
    put(new Check("stuck", () -> await(never, HealthResult.healthy("let go"))));
    assertTold("check", HealthLevel.UNHEALTHY, "the check does not answer within 1000 ms");
    never.countDown();
  }

  @Test
  void a_check_that_cannot_even_be_made_does_not_make_the_kernel_unready() {
    var never = new CountDownLatch(1);
    add("a", HealthLevel.HEALTHY);
    health.add("stuck", "stuck", () -> await(never, null));
    assertTold("stuck", HealthLevel.DEGRADED, "the check does not start within 1000 ms");
    never.countDown();
  }

  @Test
  void without_checks_all_is_well() {
    assertThat(health.report())
        .isEqualTo(new Health.Report(HealthLevel.HEALTHY, clock.instant(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "HEALTHY,HEALTHY,HEALTHY",
    "HEALTHY,DEGRADED,DEGRADED",
    "DEGRADED,HEALTHY,DEGRADED",
    "DEGRADED,UNHEALTHY,UNHEALTHY",
    "UNHEALTHY,DEGRADED,UNHEALTHY",
    "UNHEALTHY,HEALTHY,UNHEALTHY"
  })
  void the_worst_level_wins(HealthLevel one, HealthLevel other, HealthLevel whole) {
    add("a", one);
    add("b", other);

    assertThat(health.report().level()).isEqualTo(whole);
    assertThat(one.worse(other)).isEqualTo(whole);
  }

  @Test
  void parts_are_sorted_by_name_and_removed_ones_are_not_asked() {
    var gone = add("b", HealthLevel.UNHEALTHY);
    add("c", HealthLevel.HEALTHY);
    add("a", HealthLevel.DEGRADED);
    health.remove(gone);

    assertThat(health.report().parts()).extracting(Health.Part::name).containsExactly("a", "c");
    assertThat(health.report().level()).isEqualTo(HealthLevel.DEGRADED);
    assertThat(health.report().toMap())
        .containsEntry("level", "degraded")
        .containsEntry("at", "2026-01-01T12:00:00Z");
  }

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("on purpose"),
        new NoClassDefFoundError("on purpose"),
        new StackOverflowError("on purpose"),
        new AssertionError("on purpose"),
        new Exception("on purpose"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> HealthResult sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void a_check_that_throws_is_unhealthy_and_hides_no_other(Throwable thrown) {
    put(new Check("bad", () -> CheckedHealthTest.<Error>sneak(thrown)));
    add("good", HealthLevel.HEALTHY);
    Health.Report report = health.report();

    assertThat(report.level()).isEqualTo(HealthLevel.UNHEALTHY);
    assertThat(report.parts()).extracting(Health.Part::name).containsExactly("bad", "good");
    assertThat(report.parts().getFirst().result().reason())
        .startsWith("the check itself failed: ")
        .contains("on purpose");
  }

  @Test
  void a_check_without_a_name_or_a_result_is_unhealthy() {
    put(new Check(null, () -> HealthResult.healthy("x")));
    put(new Check("nothing", () -> null));
    Health.Report report = health.report();

    assertThat(report.parts()).hasSize(2);
    assertThat(report.parts())
        .allSatisfy(p -> assertThat(p.result().level()).isEqualTo(HealthLevel.UNHEALTHY));
  }

  @Test
  void a_growing_figure_changes_the_level_at_its_thresholds() {
    assertThat(HealthResult.graded(89.999, 90, 97)).isEqualTo(HealthLevel.HEALTHY);
    assertThat(HealthResult.graded(90, 90, 97)).isEqualTo(HealthLevel.DEGRADED);
    assertThat(HealthResult.graded(96.999, 90, 97)).isEqualTo(HealthLevel.DEGRADED);
    assertThat(HealthResult.graded(97, 90, 97)).isEqualTo(HealthLevel.UNHEALTHY);
    assertThat(HealthResult.graded(50, 50, 50)).isEqualTo(HealthLevel.UNHEALTHY);
  }
}
