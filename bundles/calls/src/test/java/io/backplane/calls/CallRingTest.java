package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.CallRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CallRingTest {

  private final CallRing ring = new CallRing();

  private static CallRecord call(long id, String unit) {
    return new CallRecord(
        id,
        unit,
        "go",
        "tester",
        "",
        "",
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ZERO,
        Outcome.DONE,
        0,
        0);
  }

  @Test
  void keeps_the_newest_thousand_newest_first() {
    for (int i = 1; i <= 2_500; i++) {
      ring.add(call(i, "u"));
    }

    assertThat(ring.recent("", 5_000)).hasSize(1_000);
    assertThat(ring.recent("", 3))
        .extracting(CallRecord::id)
        .containsExactly(2_500L, 2_499L, 2_498L);
    assertThat(ring.recent("", 5_000).getLast().id()).isEqualTo(1_501);
    assertThat(ring.recent("", 0)).isEmpty();
  }

  @Test
  void shows_one_unit_alone() {
    ring.add(call(1, "a"));
    ring.add(call(2, "b"));
    ring.add(call(3, "a"));

    assertThat(ring.recent("a", 10)).extracting(CallRecord::id).containsExactly(3L, 1L);
    assertThat(ring.recent("c", 10)).isEmpty();
  }

  @Test
  void goes_on_from_where_one_was_and_tells_what_was_missed() {
    for (int i = 1; i <= 3; i++) {
      ring.add(call(i, "u"));
    }
    var first = ring.since(0);
    assertThat(first.calls()).extracting(CallRecord::id).containsExactly(1L, 2L, 3L);
    assertThat(first.missed()).isZero();
    assertThat(ring.since(first.next()).calls()).isEmpty();
    for (int i = 4; i <= 1_104; i++) {
      ring.add(call(i, "u"));
    }
    var later = ring.since(first.next());
    assertThat(later.missed()).isEqualTo(101);
    assertThat(later.calls()).hasSize(1_000).first().extracting(CallRecord::id).isEqualTo(105L);
    assertThat(ring.since(5_000).calls()).isEmpty();
  }

  @Test
  void of_many_writers_nothing_is_lost() throws InterruptedException {
    var writers = new ArrayList<Thread>();
    for (int w = 0; w < 4; w++) {
      long base = w * 250L;
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 250; i++) {
                      ring.add(call(base + i, "u"));
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(ring.recent("", 1_000))
        .extracting(CallRecord::id)
        .doesNotHaveDuplicates()
        .hasSize(1_000);
  }
}
