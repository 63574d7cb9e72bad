package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.calls.spi.CallRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedCallTest {

  private final Rig rig = new Rig();
  private final Parked parked = new Parked();

  /** Hands a call on to another unit, whose answer is its own. */
  private Stub.Command handOn(String unit, String command) {
    return (request, sink) ->
        rig.board.call(CallRequest.within(request.context(), unit, command, Map.of()), sink);
  }

  @Test
  void a_call_that_comes_back_to_its_unit_passes_the_slots() {
    rig.plug("a", new Stub().on("go", handOn("b", "go")).on("end", parked), Rig.limits(1, 0));
    rig.plug("b", new Stub().on("go", handOn("a", "end")), Rig.limits(1, 0));
    Heard heard = rig.call("a", "go");
    Parked.Taken innermost = parked.take();

    assertThat(innermost.request().context().parents()).containsExactly("a", "b", "a");
    assertThat(rig.counters("a").inFlight()).isEqualTo(2);
    assertThat(rig.call("a", "end").refusal()).isInstanceOf(Refusal.Busy.class);
    innermost.sink().done("deep");
    assertThat(heard.end()).isEqualTo("done deep");
    rig.awaitInFlight("a", 0);
    rig.awaitInFlight("b", 0);
    assertThat(rig.board.recent("", 10))
        .extracting(CallRecord::parent)
        .containsSubsequence("", "a", "b");
  }

  @Test
  void a_call_that_comes_back_to_its_unit_passes_the_held_gate_and_those_that_wait() {
    var between = new Parked();
    var line = rig.plug("a", new Stub().on("go", between).on("end", parked), Rig.limits(1, 5));
    rig.call("a", "go");
    CallContext inside = between.take().request().context();
    line.hold();
    Heard outside = rig.call("a", "end");

    var heard = new Heard();
    rig.board.call(CallRequest.within(inside, "a", "end", Map.of()), heard);
    parked.take().sink().done("through");

    assertThat(heard.end()).isEqualTo("done through");
    assertThat(outside.over()).isFalse();
    assertThat(rig.counters("a").queued()).isEqualTo(1);
  }

  @Test
  void a_chain_that_never_ends_is_refused_at_its_limit() {
    rig.plug("a", new Stub().on("go", handOn("a", "go")));
    Heard heard = rig.call("a", "go");

    assertThat(heard.refusal()).isInstanceOf(Refusal.OverCap.class);
    rig.awaitInFlight("a", 0);
    assertThat(rig.counters("a").refused()).isEqualTo(CallContext.DEPTH_MAX);
  }

  @Test
  void cancelling_the_outer_call_cancels_the_inner_one() {
    rig.plug("a", new Stub().on("go", handOn("b", "go")));
    rig.plug("b", new Stub().on("go", parked));
    var heard = new Heard();
    var call = rig.call("a", "go", Rig.UNLIMITED, heard);
    Parked.Taken inner = parked.take();
    call.cancel();

    assertThat(heard.end()).isEqualTo("error 1101");
    Rig.awaitCancels(inner, 1);
    rig.awaitInFlight("a", 0);
    rig.awaitInFlight("b", 0);
  }
}
