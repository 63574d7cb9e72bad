package io.backplane.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

  @Test
  void it_returns_when_another_thread_made_it_so() {
    var done = new AtomicBoolean();
    Thread.ofVirtual().start(() -> done.set(true));
    Await.until("it is done", done::get);
    assertThat(done).isTrue();
  }

  @Test
  void it_returns_the_first_value_that_is_as_wished() {
    var count = new AtomicInteger();
    assertThat(Await.value("three", count::incrementAndGet, n -> n == 3)).isEqualTo(3);
  }

  @Test
  void it_looks_at_least_once_and_says_what_it_saw_last() {
    assertThatThrownBy(() -> Await.value("pigs fly", Duration.ZERO, () -> "pigs", _ -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("waited in vain for 0 ms until pigs fly; last: pigs");
    assertThat(Await.value("now", Duration.ZERO, () -> 1, _ -> true)).isEqualTo(1);
  }

  @Test
  void an_interrupt_ends_the_wait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Await.until("never", () -> false))
        .hasMessageContaining("interrupted while waiting until never");
    assertThat(Thread.interrupted()).as("the status is kept").isTrue();
  }
}
