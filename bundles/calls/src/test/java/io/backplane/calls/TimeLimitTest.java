package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.testing.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  private static final String TIMED_OUT = "error 1100";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Rig rig = new Rig();
  private final Parked parked = new Parked();

  private Heard call(Duration total, Duration idle) {
    var heard = new Heard();
    rig.call("u", "go", Rig.UNLIMITED.limits(total, idle), heard);
    return heard;
  }

  @Test
  void a_call_that_is_silent_too_long_ends_and_the_unit_is_told() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = call(Duration.ZERO, SECOND.multipliedBy(60));
    Parked.Taken taken = parked.take();

    rig.pass(SECOND.multipliedBy(60).minusNanos(1));
    assertThat(heard.over()).isFalse();
    rig.pass(Duration.ofNanos(1));

    assertThat(heard.end()).isEqualTo(TIMED_OUT);
    assertThat(heard.message()).isEqualTo("no sign of life for 1m");
    Rig.awaitCancels(taken, 1);
    rig.awaitInFlight("u", 0);
    assertThat(rig.counters("u").failed()).isEqualTo(1);
  }

  @Test
  void an_event_is_a_sign_of_life_but_does_not_prolong_the_whole() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = call(SECOND.multipliedBy(10), SECOND.multipliedBy(3));
    Parked.Taken taken = parked.take();
    for (int i = 0; i < 4; i++) {
      rig.pass(SECOND.multipliedBy(2));
      assertThat(heard.over()).isFalse();
      taken.sink().event("tick", i);
    }
    rig.pass(SECOND.multipliedBy(2));

    assertThat(heard.end()).isEqualTo(TIMED_OUT);
    assertThat(heard.message()).isEqualTo("no answer within 10s");
  }

  @Test
  void waiting_counts_for_the_total_limit_only() {
    var line = rig.plug("u", new Stub().on("go", parked), UnitOptions.SERIAL);
    line.hold();
    Heard total = call(SECOND.multipliedBy(10), Duration.ZERO);
    Heard idle = call(Duration.ZERO, SECOND);

    rig.pass(SECOND.multipliedBy(9));
    assertThat(total.over()).isFalse();
    rig.pass(SECOND);
    assertThat(total.end()).isEqualTo(TIMED_OUT);
    assertThat(idle.over()).isFalse();
    assertThat(rig.counters("u").queued()).isEqualTo(1);

    line.open();
    parked.take();
    rig.pass(SECOND.minusNanos(1));
    assertThat(idle.over()).isFalse();
    rig.pass(Duration.ofNanos(1));
    assertThat(idle.end()).isEqualTo(TIMED_OUT);
  }

  @Test
  void the_unit_is_told_how_much_of_the_total_limit_is_left() {
    var line = rig.plug("u", new Stub().on("go", parked));
    line.hold();
    call(SECOND.multipliedBy(10), SECOND);
    rig.pass(SECOND.multipliedBy(4));
    line.open();

    CallContext context = parked.take().request().context();
    assertThat(context.totalLimit()).isEqualTo(SECOND.multipliedBy(6));
    assertThat(context.idleLimit()).isEqualTo(SECOND);
  }

  @Test
  void without_limits_a_call_may_take_for_ever() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = call(Duration.ZERO, Duration.ZERO);
    Parked.Taken taken = parked.take();
    rig.pass(Duration.ofDays(365 * 100));
    taken.sink().done(1);

    assertThat(heard.end()).isEqualTo("done 1");
  }

  @Test
  void a_limit_beyond_all_time_is_none_and_disturbs_no_others() {
    rig.plug("u", new Stub().on("go", parked));
    Heard endless = call(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE));
    Heard other = call(SECOND, Duration.ZERO);
    rig.pass(SECOND);

    assertThat(other.end()).isEqualTo(TIMED_OUT);
    assertThat(endless.over()).isFalse();
  }

  @Test
  void a_jump_of_the_wall_clock_ends_nothing() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = call(SECOND, SECOND);
    rig.clock.jump(rig.clock.instant().plus(Duration.ofDays(1)));
    rig.board.sweep();

    assertThat(heard.over()).isFalse();
  }

  @Test
  void the_unit_that_stays_inside_is_interrupted_and_keeps_its_slot_until_it_comes_out() {
    var entered = new Inside();
    rig.plug("u", new Stub().on("go", entered), Rig.limits(1, 5));
    Heard heard = call(SECOND, Duration.ZERO);
    entered.awaitEntered(1);
    rig.pass(SECOND);

    assertThat(heard.end()).isEqualTo(TIMED_OUT);
    rig.awaitInFlight("u", 0);
    assertThat(entered.interrupts()).isEqualTo(1);
  }

  @Test
  void an_answer_after_the_time_out_is_not_heard() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = call(SECOND, Duration.ZERO);
    Parked.Taken taken = parked.take();
    rig.pass(SECOND);
    heard.end();
    taken.sink().event("late", 1);
    taken.sink().done("late");

    assertThat(heard.words()).containsExactly(TIMED_OUT);
    rig.awaitInFlight("u", 0);
    assertThat(rig.counters("u").ok()).isZero();
  }

  @Test
  void a_caller_that_blocks_or_throws_at_its_time_out_delays_nobody_else() {
    rig.plug("u", new Stub().on("go", parked));
    var stuck = new CountDownLatch(1);
    var blocking =
        new Heard() {
          @Override
          public void error(int code, Object value) {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.error(code, value);
          }
        };
    var throwing =
        new Heard() {
          @Override
          public void error(int code, Object value) {
            throw new IllegalStateException("on purpose: a caller that throws");
          }
        };
    CallContext second = Rig.UNLIMITED.limits(SECOND, SECOND);
    rig.call("u", "go", second, blocking);
    rig.call("u", "go", second, throwing);
    Heard other = call(SECOND, SECOND);
    rig.pass(SECOND);

    assertThat(other.end()).isEqualTo(TIMED_OUT);
    rig.awaitInFlight("u", 0);
    stuck.countDown();
    assertThat(blocking.end()).isEqualTo(TIMED_OUT);
  }

  @Test
  void the_watching_thread_ends_calls_by_itself_after_pauses_too() {
    var board = new CallSwitchboard();
    try {
      board.register("plugin", "u", new Stub().on("go", parked), UnitOptions.CONCURRENT);
      for (int i = 0; i < 3; i++) { // after a pause it has to wake up again
        var heard = new Heard();
        board.call(
            CallRequest.builder("u", "go")
                .context(Rig.UNLIMITED.limits(Duration.ofMillis(1), Duration.ZERO))
                .build(),
            heard);
        assertThat(heard.end()).isEqualTo(TIMED_OUT);
        Await.until(
            "nothing is watched", () -> board.find("u").orElseThrow().calls().inFlight() == 0);
      }
    } finally {
      board.close();
    }
  }

  @Test
  void the_watching_thread_ends_with_close() {
    var limits = new Limits(System::nanoTime);
    limits.start();
    Thread watcher = limits.watcher();
    assertThat(watcher.isAlive()).isTrue();
    limits.close();
    assertThat(watcher.isAlive()).isFalse();
  }
}
