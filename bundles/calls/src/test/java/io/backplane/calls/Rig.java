package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.testing.Await;
import io.backplane.testing.SettableClock;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A switchboard on a clock that stands still. */
final class Rig {

  static final CallContext UNLIMITED =
      CallContext.of("tester").limits(Duration.ZERO, Duration.ZERO);

  /** Units and callers fail on purpose here: their stack traces would hide the real ones. */
  private static final Logger LOG = Logger.getLogger("io.backplane.calls");

  static {
    LOG.setLevel(Level.OFF);
  }

  final SettableClock clock = new SettableClock();
  final CallSwitchboard board = new CallSwitchboard(clock, clock::nanos);

  Registration plug(String name, Unit unit) {
    return plug(name, unit, UnitOptions.CONCURRENT);
  }

  Registration plug(String name, Unit unit, UnitOptions options) {
    return board.register("plugin", name, unit, options);
  }

  /** As many at a time as said, as many waiting as said. */
  static UnitOptions limits(int inFlight, int queue) {
    return new UnitOptions(inFlight, queue, true);
  }

  Heard call(String unit, String command) {
    return call(unit, command, Map.of());
  }

  Heard call(String unit, String command, Map<String, Object> params) {
    var heard = new Heard();
    call(unit, command, params, UNLIMITED, heard);
    return heard;
  }

  Call call(String unit, String command, CallContext context, CallSink sink) {
    return call(unit, command, Map.of(), context, sink);
  }

  Call call(
      String unit, String command, Map<String, Object> params, CallContext context, CallSink sink) {
    return board.call(
        CallRequest.builder(unit, command).params(params).context(context).build(), sink);
  }

  Counters counters(String unit) {
    return board.find(unit).orElseThrow().calls();
  }

  void awaitInFlight(String unit, int count) {
    Await.until(count + " calls are in flight", () -> counters(unit).inFlight() == count);
  }

  void awaitStreams(String unit, int count) {
    Await.until(count + " streams are open", () -> counters(unit).streams() == count);
  }

  static void awaitCancels(Parked.Taken call, int count) {
    Await.until("the unit is told " + count + " times", () -> call.cancels().get() >= count);
  }

  /** Lets time pass, and ends what is out of it. */
  void pass(Duration time) {
    clock.advance(time);
    board.sweep();
  }
}
