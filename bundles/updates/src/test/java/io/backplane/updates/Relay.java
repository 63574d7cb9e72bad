package io.backplane.updates;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Switchboard;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A unit whose one command is answered by another call. */
record Relay(Function<CallRequest, CallRequest> next, Switchboard board) implements Unit {

  @Override
  public Meta meta() {
    return Meta.of("relay", "1.0.0", "", CommandMeta.of("go", ""));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return board.call(next.apply(request), sink);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
