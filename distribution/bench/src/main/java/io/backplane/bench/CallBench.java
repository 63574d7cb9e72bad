package io.backplane.bench;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.calls.CallSwitchboard;
import io.backplane.calls.spi.UnitOptions;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Calls through the switchboard, in this process, to a unit that answers at once. */
final class CallBench implements Bench {

  private static final int ROUNDS = 20;
  private static final int ROUNDS_WARM = 10;
  private static final int CALLS = 10_000;
  private static final int IN_FLIGHT = 64;

  /** The least that a unit can do. */
  private static final class Echo implements Unit {
    private static final Meta META =
        Meta.of("echo", "1.0.0", "Answers.", CommandMeta.of("echo", "Answers."));

    @Override
    public Meta meta() {
      return META;
    }

    @Override
    public Call call(CallRequest request, CallSink sink) {
      sink.done(request.params());
      return Call.ENDED;
    }
  }

  /** Gives a permit back at the terminal. */
  private record Permit(Semaphore places) implements CallSink {
    @Override
    public void event(String name, Object value) {
      throw new IllegalStateException("echo has no events");
    }

    @Override
    public void done(Object value) {
      places.release();
    }

    @Override
    public void error(int code, Object value) {
      throw new IllegalStateException("error " + code + ": " + value);
    }

    @Override
    public void refused(Refusal refusal) {
      throw new IllegalStateException(refusal.message());
    }
  }

  @FunctionalInterface
  private interface Way {
    void call(CallRequest request, CallSink sink);
  }

  @Override
  public String name() {
    return "call";
  }

  @Override
  public String what() {
    return "a call through the switchboard, in process";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var echo = new Echo();
    var switchboard = new CallSwitchboard();
    switchboard.register("plugin", "echo", echo, UnitOptions.CONCURRENT);
    Way board = switchboard::call;
    Way direct = echo::call;
    Way thread = (request, sink) -> Thread.startVirtualThread(() -> echo.call(request, sink));
    var one = new Samples[] {new Samples(), new Samples(), new Samples()};
    var many = new Samples[] {new Samples(), new Samples()};
    for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
      double[] serial = {nanos(board, 1), nanos(direct, 1), nanos(thread, 1)};
      double[] parallel = {nanos(board, IN_FLIGHT), nanos(thread, IN_FLIGHT)};
      for (int i = 0; round >= 0 && i < serial.length; i++) {
        one[i].add(serial[i]);
      }
      for (int i = 0; round >= 0 && i < parallel.length; i++) {
        many[i].add(parallel[i]);
      }
    }
    Stats boardOne = one[0].stats();
    Stats boardMany = many[0].stats();
    Stats threadMany = many[1].stats();
    return List.of(
        Row.of(name(), "one at a time", Measure.NS, boardOne).beside("direct", one[1].stats()),
        Row.of(name(), "one at a time", Measure.NS, boardOne)
            .beside("virtual thread and back", one[2].stats()),
        Row.of(name(), IN_FLIGHT + " in flight", Measure.NS, boardMany)
            .beside("virtual threads", threadMany),
        Row.of(name(), IN_FLIGHT + " in flight", Measure.PER_SECOND, rate(boardMany))
            .beside("virtual threads", rate(threadMany)));
  }

  private static Stats rate(Stats nanos) {
    return new Stats(java.util.Arrays.stream(nanos.sorted()).map(ns -> 1e9 / ns).toArray());
  }

  /** Mean time of a call of one round. */
  private static double nanos(Way way, int inFlight) throws InterruptedException {
    CallRequest request = CallRequest.builder("echo", "echo").build();
    var places = new Semaphore(inFlight);
    var sink = new Permit(places);
    long from = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      places.acquire();
      way.call(request, sink);
    }
    places.acquire(inFlight);
    return (System.nanoTime() - from) / (double) CALLS;
  }
}
