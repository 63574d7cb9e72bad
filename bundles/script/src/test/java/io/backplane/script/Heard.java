package io.backplane.script;

import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a command says. */
final class Heard implements CallSink {

  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private volatile Object value;

  @Override
  public void event(String name, Object value) {
    events.add(name + "=" + value);
  }

  @Override
  public void done(Object value) {
    this.value = value;
    end("done " + value);
  }

  @Override
  public void error(int code, Object value) {
    this.value = value;
    end("error " + code + " " + ((Map<?, ?>) value).get("message"));
  }

  @Override
  public void refused(Refusal refusal) {
    end("refused " + refusal.message());
  }

  private void end(String how) {
    if (!end.complete(how)) {
      events.add("a second end: " + how);
    }
  }

  List<String> events() {
    return List.copyOf(events);
  }

  boolean isEnded() {
    return end.isDone();
  }

  /** How it ended, as text. */
  String end() {
    try {
      return end.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the command does not end", e);
    }
  }

  /** The value it ended with. */
  Object value() {
    end();
    return value;
  }
}
