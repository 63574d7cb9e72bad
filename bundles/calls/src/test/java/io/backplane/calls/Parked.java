package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A command that returns at once and leaves the rest to the test. */
final class Parked implements Stub.Command {

  /** A call as the unit has it. */
  record Taken(CallRequest request, CallSink sink, AtomicInteger cancels) {
    Object param(String name) {
      return request.params().get(name);
    }
  }

  private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();

  @Override
  public Call run(CallRequest request, CallSink sink) {
    var call = new Taken(request, sink, new AtomicInteger());
    taken.add(call);
    return call.cancels()::incrementAndGet;
  }

  /** Waits for the next call that reaches the unit. */
  Taken take() {
    try {
      Taken next = taken.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no call has reached the unit");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean untouched() {
    return taken.isEmpty();
  }
}
