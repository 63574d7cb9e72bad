package io.backplane.calls;

import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A caller that writes down what it hears, a line for each word. */
class Heard implements CallSink {

  private final List<String> words = new CopyOnWriteArrayList<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private volatile Refusal refusal;
  private volatile Object value;

  @Override
  public void event(String name, Object value) {
    words.add("event " + name + " " + value);
  }

  @Override
  public void done(Object value) {
    this.value = value;
    end("done " + value);
  }

  @Override
  public void error(int code, Object value) {
    this.value = value;
    end("error " + code);
  }

  @Override
  public void refused(Refusal refusal) {
    this.refusal = refusal;
    end("refused " + refusal.getClass().getSimpleName());
  }

  private void end(String word) {
    words.add(word);
    ends.add(word);
  }

  List<String> words() {
    return List.copyOf(words);
  }

  /** All terminals that came; more than one is a fault. */
  List<String> ends() {
    return List.copyOf(ends);
  }

  /** Waits for the terminal. */
  String end() {
    Await.until("the call ends", () -> !ends.isEmpty());
    return ends.getFirst();
  }

  boolean over() {
    return !ends.isEmpty();
  }

  Refusal refusal() {
    end();
    return refusal;
  }

  /** What {@code done} carried. */
  Object value() {
    end();
    return value;
  }

  /** The message of an error. */
  String message() {
    end();
    return (String) ((Map<?, ?>) value).get("message");
  }

  void awaitWord(String word) {
    Await.until("'" + word + "' is heard", () -> words.contains(word));
  }
}
