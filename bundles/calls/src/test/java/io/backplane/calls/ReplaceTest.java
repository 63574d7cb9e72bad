package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.Drain;
import io.backplane.calls.spi.UnitOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplaceTest {

  private static final String REPLACED = "error " + CallFault.UNIT_REPLACED.code();

  private final Rig rig = new Rig();
  private final Parked old = new Parked();
  private final Parked young = new Parked();

  private static boolean empty(Drain drain) throws InterruptedException {
    return drain.await(Duration.ZERO);
  }

  @Test
  void old_calls_run_on_and_new_ones_reach_the_new_version() throws Exception {
    var line = rig.plug("u", new Stub("1").on("go", old));
    Heard before = rig.call("u", "go");
    Drain drain = line.replace(new Stub("2").on("go", young));
    Heard after = rig.call("u", "go");

    young.take().sink().done("new");
    assertThat(after.end()).isEqualTo("done new");
    assertThat(drain.inFlight()).isEqualTo(1);
    assertThat(empty(drain)).isFalse();
    assertThat(before.over()).isFalse();

    old.take().sink().done("old");
    assertThat(before.end()).isEqualTo("done old");
    assertThat(drain.await(Duration.ofSeconds(20))).isTrue();
    assertThat(drain.inFlight()).isZero();
  }

  @Test
  void a_slow_call_of_the_old_version_holds_no_slot_of_the_new_one() {
    var line = rig.plug("u", new Stub("1").on("go", old), UnitOptions.SERIAL);
    Heard slow = rig.call("u", "go");
    Parked.Taken taken = old.take();
    Heard waiting = rig.call("u", "go");

    line.replace(new Stub("2").on("go", young));
    young.take().sink().done("new");

    assertThat(waiting.end()).isEqualTo("done new");
    assertThat(rig.counters("u").inFlight()).isEqualTo(1);
    taken.sink().done("old");
    assertThat(slow.end()).isEqualTo("done old");
    assertThat(rig.counters("u").inFlight()).isZero();
  }

  @Test
  void what_waits_at_a_held_gate_goes_to_the_version_that_is_there_when_it_opens() {
    var line = rig.plug("u", Stub.saying("1"));
    line.hold();
    Heard waiting = rig.call("u", "ask");
    line.replace(Stub.saying("2"));
    assertThat(rig.counters("u").queued()).isEqualTo(1);

    line.open();
    assertThat(waiting.end()).isEqualTo("done 2");
  }

  @Test
  void a_command_that_the_new_version_has_not_is_refused_when_its_turn_comes() {
    var line = rig.plug("u", Stub.saying("1").on("gone", Stub.answer(1)));
    line.hold();
    Heard waiting = rig.call("u", "gone");
    line.replace(Stub.saying("2").hidden("gone", Stub.answer(2)));
    line.open();

    assertThat(waiting.refusal()).isEqualTo(new Refusal.NotFound("command of u", "gone"));
    assertThat(rig.counters("u").inFlight()).isZero();
  }

  @Test
  void whether_a_waiting_call_streams_is_for_the_new_version_to_say() {
    var line = rig.plug("u", new Stub("1").on("go", old), UnitOptions.SERIAL);
    line.hold();
    Heard waiting = rig.call("u", "go");
    line.replace(new Stub("2").streaming("go", young));
    line.open();
    young.take().sink().event("tick", 1);

    waiting.awaitWord("event tick 1");
    assertThat(rig.counters("u").streams()).isEqualTo(1);
    assertThat(rig.counters("u").inFlight()).isZero();
  }

  @Test
  void open_streams_of_the_old_version_end_as_replaced() throws Exception {
    var line = rig.plug("u", new Stub("1").streaming("go", old));
    Heard stream = rig.call("u", "go");
    Parked.Taken taken = old.take();
    taken.sink().event("tick", 1);

    Drain drain = line.replace(new Stub("2").streaming("go", young));

    assertThat(stream.end()).isEqualTo(REPLACED);
    assertThat(stream.words()).containsExactly("event tick 1", REPLACED);
    assertThat(drain.await(Duration.ofSeconds(20))).isTrue();
    assertThat(taken.cancels()).hasValue(1);
    assertThat(rig.counters("u").streams()).isZero();
  }

  @Test
  void a_stream_that_begins_to_speak_after_the_switch_ends_too() throws Exception {
    var line = rig.plug("u", new Stub("1").streaming("go", old));
    Heard stream = rig.call("u", "go");
    Parked.Taken taken = old.take();
    Drain drain = line.replace(new Stub("2").streaming("go", young));
    assertThat(stream.over()).isFalse();

    taken.sink().event("tick", 1);

    assertThat(stream.end()).isEqualTo(REPLACED);
    assertThat(drain.await(Duration.ofSeconds(20))).isTrue();
    assertThat(rig.counters("u").streams()).isZero();
    assertThat(rig.counters("u").inFlight()).isZero();
  }

  @Test
  void draining_calls_does_not_wait_for_streams() throws Exception {
    var line = rig.plug("u", new Stub("1").streaming("go", old).on("ask", young));
    rig.call("u", "go");
    old.take().sink().event("tick", 1);
    rig.call("u", "ask");
    line.hold();
    assertThat(line.current().awaitCalls(Duration.ZERO)).isFalse();

    young.take().sink().done(1);

    assertThat(line.current().awaitCalls(Duration.ofSeconds(20))).isTrue();
    assertThat(line.current().await(Duration.ZERO)).isFalse();
  }

  @Test
  void a_call_that_becomes_a_stream_is_no_longer_waited_for() throws Exception {
    var line = rig.plug("u", new Stub("1").streaming("go", old));
    rig.call("u", "go");
    Parked.Taken taken = old.take();
    var waited =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return line.current().awaitCalls(Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    taken.sink().event("tick", 1);
    assertThat(waited.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void draining_waits_for_the_last_call() throws Exception {
    var line = rig.plug("u", new Stub("1").on("go", old));
    rig.call("u", "go");
    rig.call("u", "go");
    Parked.Taken first = old.take();
    Drain drain = line.replace(Stub.saying("2"));
    var drained =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return drain.await(Duration.ofSeconds(Long.MAX_VALUE));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    first.sink().done(1);
    assertThat(drain.inFlight()).isEqualTo(1);
    assertThat(drained).isNotDone();
    old.take().sink().done(2);

    assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void ending_a_drain_ends_its_calls_and_no_others() throws Exception {
    var inside = new Inside();
    var line = rig.plug("u", new Stub("1").on("go", old).on("in", inside));
    Heard returned = rig.call("u", "go");
    Heard stays = rig.call("u", "in");
    Parked.Taken taken = old.take();
    inside.awaitEntered(1);
    Drain drain = line.replace(new Stub("2").on("go", young));
    Heard other = rig.call("u", "go");

    drain.end();

    assertThat(returned.end()).isEqualTo(REPLACED);
    assertThat(stays.end()).isEqualTo(REPLACED);
    assertThat(drain.await(Duration.ofSeconds(20))).isTrue();
    assertThat(taken.cancels()).hasValue(1);
    assertThat(inside.interrupts()).isEqualTo(1);
    assertThat(other.over()).isFalse();
    assertThat(rig.counters("u").inFlight()).isEqualTo(1);
  }

  @Test
  void the_current_version_drains_behind_a_held_gate() throws Exception {
    var line = rig.plug("u", new Stub("1").on("go", old));
    rig.call("u", "go");
    line.hold();
    Heard waiting = rig.call("u", "go");
    Drain drain = line.current();
    assertThat(drain.inFlight()).isEqualTo(1);

    old.take().sink().done(1);
    assertThat(drain.await(Duration.ofSeconds(20))).isTrue();
    line.replace(new Stub("2").on("go", young));
    line.open();
    young.take().sink().done(2);
    assertThat(waiting.end()).isEqualTo("done 2");
  }

  @Test
  void a_new_version_that_fails_to_say_what_it_is_changes_nothing() {
    var line = rig.plug("u", Stub.saying("1"));
    var broken =
        new Unit() {
          @Override
          public Meta meta() {
            throw new IllegalStateException("no meta");
          }

          @Override
          public Call call(CallRequest request, CallSink sink) {
            throw new IllegalStateException("not to be called");
          }
        };

    assertThatThrownBy(() -> line.replace(broken)).hasMessage("no meta");
    assertThat(rig.call("u", "ask").end()).isEqualTo("done 1");
  }

  @Test
  void unplugging_refuses_what_waits_ends_streams_and_lets_calls_run_on() throws Exception {
    var stream = new Parked();
    var line =
        rig.plug("u", new Stub("1").on("go", old).streaming("watch", stream), Rig.limits(1, 5));
    Heard watching = rig.call("u", "watch");
    Parked.Taken watched = stream.take();
    watched.sink().event("tick", 1);
    Heard running = rig.call("u", "go");
    Parked.Taken taken = old.take();
    Heard waiting = rig.call("u", "go");
    Drain drain = line.current();

    line.close();
    line.close();

    assertThat(waiting.refusal()).isInstanceOf(Refusal.Busy.class);
    assertThat(watching.end()).isEqualTo(REPLACED);
    assertThat(running.over()).isFalse();
    assertThat(rig.board.find("u")).isEmpty();
    assertThat(rig.call("u", "go").refusal()).isInstanceOf(Refusal.NotFound.class);

    taken.sink().done(1);
    assertThat(running.end()).isEqualTo("done 1");
    assertThat(drain.await(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void a_stream_that_begins_to_speak_after_the_unplugging_ends() {
    var line = rig.plug("u", new Stub("1").streaming("go", old));
    Heard stream = rig.call("u", "go");
    Parked.Taken taken = old.take();
    line.close();
    taken.sink().event("tick", 1);

    assertThat(stream.end()).isEqualTo(REPLACED);
  }

  @Test
  void a_kernel_that_stops_ends_every_call() {
    var inside = new Inside();
    rig.plug("u", new Stub("1").on("go", old).on("in", inside));
    Heard returned = rig.call("u", "go");
    Heard stays = rig.call("u", "in");
    Parked.Taken taken = old.take();
    inside.awaitEntered(1);

    rig.board.close();

    String restarted = "error " + CallFault.KERNEL_RESTARTED.code();
    assertThat(returned.end()).isEqualTo(restarted);
    assertThat(stays.end()).isEqualTo(restarted);
    taken.sink().done("late");
    assertThat(returned.ends()).containsExactly(restarted);
    assertThat(rig.board.all()).isEmpty();
  }
}
