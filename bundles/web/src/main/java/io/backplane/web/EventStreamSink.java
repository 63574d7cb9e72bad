package io.backplane.web;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Values;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Hands a call on as server-sent events while it goes on. A comment line every 15 seconds finds out
 * whether the client is still there, and at the unix socket a look every half second; one that is
 * not cancels the call.
 */
final class EventStreamSink implements CallSink, AutoCloseable {

  private static final long BEAT_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 500;

  private record Last(String kind, Map<String, Object> data) {}

  private final HttpServletResponse response;
  private final OutputStream out;
  private final BooleanSupplier hungUp;
  private final CompletableFuture<Last> last = new CompletableFuture<>();
  private volatile boolean gone;

  EventStreamSink(Exchange exchange) throws IOException {
    this.response = exchange.response();
    this.hungUp = exchange::hasHungUp;
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    out = response.getOutputStream();
  }

  @Override
  public void event(String name, Object value) {
    try {
      write("event: event\ndata: " + Json.text(Values.map("name", name, "value", value)) + "\n\n");
    } catch (IOException e) {
      gone = true;
      last.completeExceptionally(e);
    }
  }

  @Override
  public void done(Object value) {
    last.complete(new Last("done", Values.map("value", value)));
  }

  @Override
  public void error(int code, Object value) {
    last.complete(new Last("error", Values.map("code", code, "value", value)));
  }

  @Override
  public void refused(Refusal refusal) {
    last.complete(new Last("refused", Problem.of(refusal).document()));
  }

  /** Stays until the call has ended or its client has gone. */
  void serve(Call call) throws IOException {
    try {
      for (long silent = LOOK_MILLIS; !last.isDone(); silent += LOOK_MILLIS) {
        try {
          last.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          look(silent);
        }
      }
      Last end = last.get();
      write("event: " + end.kind() + "\ndata: " + Json.text(end.data()) + "\n\n");
    } catch (IOException | ExecutionException e) {
      gone = true;
      call.cancel();
    } catch (InterruptedException e) {
      call.cancel();
      throw new InterruptedIOException("the kernel stops");
    }
  }

  private void look(long silentMillis) throws IOException {
    if (hungUp.getAsBoolean()) {
      throw new IOException("the client has hung up");
    }
    if (silentMillis % BEAT_MILLIS == 0) {
      write(": still there\n\n");
    }
  }

  private synchronized void write(String text) throws IOException {
    if (gone) {
      throw new IOException("the client has gone");
    }
    out.write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }

  @Override
  public void close() {
    gone = true;
  }
}
