package io.backplane.itests;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Switchboard;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls and waits for the end. */
record Caller(Switchboard switchboard) {

  private static final long LIMIT_SECONDS = 20;

  Object call(String unit, String command) {
    return call(unit, command, Map.of());
  }

  /**
   * @return what {@code done} carried
   * @throws RefusedException as refused
   * @throws IllegalStateException any other end
   */
  Object call(String unit, String command, Map<String, Object> params) {
    var end = new CompletableFuture<Object>();
    var request = CallRequest.builder(unit, command).params(params).build();
    switchboard.call(request, new Ending(end));
    try {
      return end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() instanceof RefusedException refused
          ? refused
          : new IllegalStateException(e.getCause());
    }
  }

  private record Ending(CompletableFuture<Object> end) implements CallSink {
    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      end.complete(value);
    }

    @Override
    public void error(int code, Object value) {
      end.completeExceptionally(new IllegalStateException("error " + code + " " + value));
    }

    @Override
    public void refused(Refusal refusal) {
      end.completeExceptionally(new RefusedException(refusal));
    }
  }
}
