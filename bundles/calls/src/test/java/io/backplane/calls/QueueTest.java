package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Call;
import io.backplane.api.call.Refusal;
import io.backplane.calls.spi.UnitOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueTest {

  private final Rig rig = new Rig();
  private final Parked parked = new Parked();

  private List<Heard> calls(int count) {
    var all = new ArrayList<Heard>();
    for (int i = 0; i < count; i++) {
      all.add(rig.call("u", "go", Map.of("n", i)));
    }
    return all;
  }

  @Test
  void a_concurrent_unit_carries_out_64_and_lets_1024_wait() {
    rig.plug("u", new Stub().on("go", parked), UnitOptions.CONCURRENT);

    List<Heard> all = calls(64 + 1_024);
    assertThat(rig.counters("u").inFlight()).isEqualTo(64);
    assertThat(rig.counters("u").queued()).isEqualTo(1_024);
    Refusal refusal = rig.call("u", "go").refusal();

    assertThat(refusal)
        .isInstanceOfSatisfying(
            Refusal.Busy.class, busy -> assertThat(busy.retryAfter()).isPositive());
    for (int i = 0; i < all.size(); i++) {
      parked.take().sink().done(i);
    }
    assertThat(all).allSatisfy(heard -> assertThat(heard.end()).startsWith("done"));
    assertThat(rig.counters("u").inFlight()).isZero();
  }

  @Test
  void a_serial_unit_carries_out_one_at_a_time_in_the_order_of_the_calls() {
    rig.plug("u", new Stub().on("go", parked), UnitOptions.SERIAL);
    calls(5);

    for (int i = 0; i < 5; i++) {
      Parked.Taken next = parked.take();
      assertThat(next.param("n")).isEqualTo(i);
      assertThat(rig.counters("u").inFlight()).isEqualTo(1);
      assertThat(parked.untouched()).isTrue();
      next.sink().done(null);
    }
  }

  @Test
  void without_a_queue_whoever_finds_no_slot_is_refused() {
    rig.plug("u", new Stub().on("go", parked), Rig.limits(1, 0));
    Heard first = rig.call("u", "go");

    assertThat(rig.call("u", "go").refusal()).isInstanceOf(Refusal.Busy.class);
    parked.take().sink().done(1);
    assertThat(first.end()).isEqualTo("done 1");
  }

  @Test
  void who_has_heard_the_end_finds_the_slot_free() {
    rig.plug("u", new Stub().on("go", parked), Rig.limits(1, 0));
    var second = new Heard();
    var first =
        new Heard() {
          @Override
          public void done(Object value) {
            rig.call("u", "go", Rig.UNLIMITED, second);
            super.done(value);
          }
        };
    rig.call("u", "go", Rig.UNLIMITED, first);
    parked.take().sink().done(1);

    parked.take().sink().done(2);
    assertThat(second.end()).isEqualTo("done 2");
  }

  @Test
  void a_held_gate_keeps_the_calls_and_their_order() {
    var line = rig.plug("u", new Stub().on("go", parked), UnitOptions.SERIAL);
    line.hold();
    calls(4);

    assertThat(rig.counters("u").queued()).isEqualTo(4);
    assertThat(rig.board.find("u").orElseThrow().held()).isTrue();
    line.open();
    for (int i = 0; i < 4; i++) {
      Parked.Taken next = parked.take();
      assertThat(next.param("n")).isEqualTo(i);
      next.sink().done(null);
    }
    assertThat(rig.board.find("u").orElseThrow().held()).isFalse();
  }

  @Test
  void calls_under_way_end_behind_a_held_gate_without_letting_others_in() {
    var line = rig.plug("u", new Stub().on("go", parked), UnitOptions.SERIAL);
    List<Heard> all = calls(2);
    Parked.Taken first = parked.take();
    line.hold();
    first.sink().done(1);

    assertThat(all.getFirst().end()).isEqualTo("done 1");
    assertThat(rig.counters("u").queued()).isEqualTo(1);
    assertThat(parked.untouched()).isTrue();
    line.open();
    assertThat(parked.take().param("n")).isEqualTo(1);
  }

  @Test
  void a_call_does_not_overtake_those_that_wait() {
    rig.plug("u", new Stub().on("go", parked), Rig.limits(2, 10));
    calls(4);
    Parked.Taken zero = parked.take();
    Parked.Taken one = parked.take();
    zero.sink().done(null);
    rig.call("u", "go", Map.of("n", 4));

    assertThat(parked.take().param("n")).isEqualTo(2);
    one.sink().done(null);
    assertThat(parked.take().param("n")).isEqualTo(3);
  }

  @Test
  void a_full_queue_behind_a_held_gate_refuses_and_holds_on() {
    var line = rig.plug("u", new Stub().on("go", parked), Rig.limits(1, 2));
    line.hold();
    calls(2);

    assertThat(rig.call("u", "go").refusal()).isInstanceOf(Refusal.Busy.class);
    assertThat(rig.counters("u").queued()).isEqualTo(2);
  }

  @Test
  void a_cancelled_call_leaves_the_queue_at_once() {
    var line = rig.plug("u", new Stub().on("go", parked), Rig.limits(1, 2));
    line.hold();
    var heard = new Heard();
    Call waiting = rig.call("u", "go", Rig.UNLIMITED, heard);
    waiting.cancel();

    assertThat(heard.end()).isEqualTo("error 1101");
    assertThat(rig.counters("u").queued()).isZero();
    line.open();
    assertThat(rig.counters("u").inFlight()).isZero();
    assertThat(parked.untouched()).isTrue();
  }

  @Test
  void limits_out_of_range_are_no_options() {
    for (int[] bad : new int[][] {{0, 1}, {1_025, 1}, {1, -1}, {1, 65_537}}) {
      assertThatThrownBy(() -> Rig.limits(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Rig.limits(1_024, 65_536)).isNotNull();
    assertThat(Rig.limits(1, 0)).isNotNull();
  }
}
