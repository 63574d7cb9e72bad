package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Units and callers that do what they should not. */
class MisbehaviourTest {

  private static final String FAILED = "error 1103";

  private final Rig rig = new Rig();
  private final Parked parked = new Parked();

  private void settled() {
    rig.awaitInFlight("u", 0);
    Counters counters = rig.counters("u");
    assertThat(counters.streams() + counters.queued()).isZero();
    assertThat(rig.board.underWay()).isZero();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> Call sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("on purpose"),
        new NoClassDefFoundError("on purpose"),
        new StackOverflowError("on purpose"),
        new AssertionError("on purpose"),
        new OutOfMemoryError("on purpose"),
        new Exception("on purpose: checked"),
        new Throwable("on purpose: plain"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whatever_a_unit_throws_its_caller_is_told(Throwable thrown) {
    rig.plug("u", new Stub().on("go", (request, sink) -> MisbehaviourTest.<Error>sneak(thrown)));
    Heard heard = rig.call("u", "go");

    assertThat(heard.end()).isEqualTo(FAILED);
    assertThat(heard.message()).startsWith("u failed: ").contains("on purpose");
    settled();
    assertThat(rig.counters("u").failed()).isEqualTo(1);
  }

  @Test
  void a_refusal_thrown_inside_the_unit_refuses_the_call() {
    var refusal = new Refusal.Invalid("x", "is odd");
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  throw new RefusedException(refusal);
                }));

    assertThat(rig.call("u", "go").refusal()).isEqualTo(refusal);
    settled();
    assertThat(rig.counters("u").refused()).isEqualTo(1);
    assertThat(rig.counters("u").failed()).isZero();
  }

  @Test
  void a_unit_may_refuse_by_its_sink() {
    var refusal = new Refusal.Denied("no");
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = rig.call("u", "go");
    parked.take().sink().refused(refusal);

    assertThat(heard.refusal()).isEqualTo(refusal);
    settled();
  }

  @Test
  void of_several_answers_the_first_counts() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = rig.call("u", "go");
    Parked.Taken taken = parked.take();
    taken.sink().done(1);
    taken.sink().done(2);
    taken.sink().error(3, "three");
    taken.sink().refused(new Refusal.Denied("four"));
    taken.sink().event("five", 5);

    heard.end();
    settled();
    assertThat(heard.words()).containsExactly("done 1");
    assertThat(rig.counters("u")).isEqualTo(new Counters(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void a_unit_that_answers_and_then_throws_has_answered() {
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  sink.done(1);
                  throw new IllegalStateException("on purpose: after the answer");
                }));
    Heard heard = rig.call("u", "go");

    assertThat(heard.end()).isEqualTo("done 1");
    settled();
    assertThat(heard.ends()).hasSize(1);
  }

  @Test
  void a_unit_that_returns_null_may_still_answer_and_be_cancelled() {
    var sinks = new ArrayList<CallSink>();
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  synchronized (sinks) {
                    sinks.add(sink);
                  }
                  return null;
                }));
    Heard answered = rig.call("u", "go");
    Await.until(
        "it is taken",
        () -> {
          synchronized (sinks) {
            return sinks.size() == 1;
          }
        });
    sinks.getFirst().done(1);
    assertThat(answered.end()).isEqualTo("done 1");

    var cancelled = new Heard();
    rig.call("u", "go", Rig.UNLIMITED, cancelled).cancel();
    assertThat(cancelled.end()).isEqualTo("error 1101");
    settled();
  }

  static Stream<Object> noValues() {
    return Stream.of(
        new Object(),
        Thread.currentThread(),
        'c',
        new int[] {1},
        Map.of(1, "a number for a key"),
        List.of(Map.of("deep", new StringBuilder())),
        new ArrayList<>(List.of(Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("noValues")
  void what_is_no_json_value_is_the_units_failure_wherever_it_says_it(Object value) {
    rig.plug(
        "u",
        new Stub()
            .on("go", parked)
            .on(
                "in",
                (request, sink) -> {
                  sink.done(value);
                  return Call.ENDED;
                }));
    for (int word = 0; word < 3; word++) {
      Heard heard = rig.call("u", "go");
      Parked.Taken taken = parked.take();
      switch (word) {
        case 0 -> taken.sink().done(value);
        case 1 -> taken.sink().error(7, value);
        default -> taken.sink().event("tick", value);
      }
      assertThat(heard.end()).isEqualTo(FAILED);
      assertThat(heard.message()).startsWith("u failed: ");
    }
    assertThat(rig.call("u", "in").end()).isEqualTo(FAILED);
    settled();
    assertThat(rig.counters("u").refused()).isZero();
  }

  @Test
  void what_the_unit_says_is_copied() {
    rig.plug("u", new Stub().on("go", parked));
    Heard heard = rig.call("u", "go");
    var list = new ArrayList<Object>(List.of(1));
    parked.take().sink().done(list);
    list.add(2);

    assertThat(heard.value()).isEqualTo(List.of(1));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void a_caller_that_throws_at_its_end_costs_no_place(Throwable thrown) {
    rig.plug("u", new Stub().on("go", parked));
    var heard =
        new Heard() {
          @Override
          public void done(Object value) {
            super.done(value);
            MisbehaviourTest.<Error>sneak(thrown);
          }
        };
    rig.call("u", "go", Rig.UNLIMITED, heard);
    parked.take().sink().done(1);

    assertThat(heard.ends()).containsExactly("done 1");
    settled();
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void a_caller_that_throws_at_an_event_hears_only_the_end(Throwable thrown) {
    rig.plug("u", new Stub().on("go", parked));
    var heard =
        new Heard() {
          @Override
          public void event(String name, Object value) {
            MisbehaviourTest.<Error>sneak(thrown);
          }
        };
    rig.call("u", "go", Rig.UNLIMITED, heard);
    Parked.Taken taken = parked.take();
    taken.sink().event("tick", 1);
    taken.sink().done(1);

    assertThat(heard.end()).isEqualTo("done 1");
    settled();
  }

  @Test
  void a_caller_that_blocks_or_throws_at_its_refusal_holds_up_no_unplugging() {
    var line = rig.plug("u", new Stub().on("go", parked));
    line.hold();
    var stuck = new CountDownLatch(1);
    var blocking =
        new Heard() {
          @Override
          public void refused(Refusal refusal) {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.refused(refusal);
          }
        };
    var throwing =
        new Heard() {
          @Override
          public void refused(Refusal refusal) {
            throw new IllegalStateException("on purpose: a caller that throws");
          }
        };
    rig.call("u", "go", Rig.UNLIMITED, blocking);
    rig.call("u", "go", Rig.UNLIMITED, throwing);
    Heard other = rig.call("u", "go");
    line.close();

    assertThat(other.refusal()).isInstanceOf(Refusal.Busy.class);
    assertThat(blocking.over()).isFalse();
    stuck.countDown();
    assertThat(blocking.refusal()).isInstanceOf(Refusal.Busy.class);
  }
}
