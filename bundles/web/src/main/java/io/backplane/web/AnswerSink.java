package io.backplane.web;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Values;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Collects a whole call for an answer in one piece. Keeps the first {@value #EVENTS_MAX} events.
 */
final class AnswerSink implements CallSink {

  private static final int EVENTS_MAX = 1_000;

  /** Writes what came of a call. */
  interface Answer {
    void write(Exchange exchange) throws IOException;
  }

  private final List<Map<String, Object>> events = new ArrayList<>();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  @Override
  public void event(String name, Object value) {
    if (events.size() < EVENTS_MAX) {
      events.add(Values.map("name", name, "value", value));
    }
  }

  @Override
  public void done(Object value) {
    end(Values.map("status", "done", "value", value));
  }

  @Override
  public void error(int code, Object value) {
    end(Values.map("status", "error", "code", code, "value", value));
  }

  private void end(Map<String, Object> body) {
    if (!events.isEmpty()) {
      body.put("events", events);
    }
    answer.complete(exchange -> exchange.json(200, body));
  }

  @Override
  public void refused(Refusal refusal) {
    answer.complete(exchange -> Problem.of(refusal).write(exchange.response()));
  }

  /** Waits for the end; the switchboard sees to it that there is one. */
  Answer await(Call call) throws IOException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      call.cancel();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the kernel stops");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
