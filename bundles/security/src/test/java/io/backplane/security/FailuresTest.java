package io.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final SettableClock clock = new SettableClock();
  private final Failures failures = new Failures(clock::nanos);

  private void fail(String key, int times) {
    for (int i = 0; i < times; i++) {
      failures.add(key);
    }
  }

  @Test
  void the_tenth_failure_within_a_minute_locks() {
    fail("k", 9);
    assertThat(failures.locked("k")).isEmpty();
    clock.advance(Duration.ofSeconds(59));
    fail("k", 1);

    assertThat(failures.locked("k")).contains(Failures.LOCK);
    assertThat(failures.locked("other")).isEmpty();
  }

  @Test
  void a_lock_ends_after_fifteen_minutes_and_counting_starts_afresh() {
    fail("k", 10);
    clock.advance(Failures.LOCK.minusNanos(1));
    assertThat(failures.locked("k")).contains(Duration.ofNanos(1));
    clock.advance(Duration.ofNanos(1));
    assertThat(failures.locked("k")).isEmpty();

    fail("k", 9);
    assertThat(failures.locked("k")).isEmpty();
    fail("k", 1);
    assertThat(failures.locked("k")).contains(Failures.LOCK);
  }

  @Test
  void a_few_failures_during_a_lock_do_not_prolong_it() {
    fail("k", 10);
    clock.advance(Duration.ofMinutes(10));
    fail("k", 9);

    assertThat(failures.locked("k")).contains(Duration.ofMinutes(5));
  }

  @Test
  void many_keys_push_out_the_one_that_failed_longest_ago() {
    fail("locked", 10);
    for (int i = 0; i < Failures.KEYS_MAX - 1; i++) {
      failures.add("k" + i);
    }
    assertThat(failures.locked("locked")).isPresent(); // and is so among the last used
    failures.add("one more");
    assertThat(failures.keys()).isEqualTo(Failures.KEYS_MAX);
    assertThat(failures.locked("locked")).isPresent();

    for (int i = 0; i < Failures.KEYS_MAX; i++) {
      failures.add("l" + i);
    }
    assertThat(failures.locked("locked")).isEmpty();
    assertThat(failures.keys()).isEqualTo(Failures.KEYS_MAX);
  }
}
