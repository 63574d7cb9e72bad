package io.backplane.script;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallSink;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One command of a script under way. Thread-safe. */
final class ScriptCall implements Call, Errand, Answer {

  /** The code of whatever a script throws. */
  static final int THROWN = 1;

  /** Hears of its end. */
  interface Owner {

    /** Once, after the sink has been told. */
    void ended(ScriptCall call);

    /** Once, when the caller has gone before that. Must not block. */
    void givenUp(ScriptCall call);
  }

  private final CallSink sink;
  private final Owner owner;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  ScriptCall(CallSink sink, Owner owner) {
    this.sink = sink;
    this.owner = owner;
  }

  @Override
  public boolean isEnded() {
    return ended.get();
  }

  @Override
  public boolean isOver() {
    return ended.get() || cancelled.get();
  }

  void event(String name, String json) {
    if (!isOver()) {
      withValue(json, value -> sink.event(name, value));
    }
  }

  @Override
  public void done(String json) {
    if (cancelled.get()) {
      failCancelled();
    } else {
      withValue(json, value -> end(() -> sink.done(value)));
    }
  }

  @Override
  public void failed(String fault) {
    if (cancelled.get()) {
      failCancelled();
    } else {
      end(() -> sink.error(THROWN, Json.value(fault)));
    }
  }

  /** What it comes to after that is chance: an interruption may look like an error of its own. */
  void failCancelled() {
    fail("cancelled");
  }

  /** Ends it as the plugin's fault, unless it has ended. */
  void fail(String message) {
    end(() -> CallFault.UNIT_FAILED.end(sink, message));
  }

  private void withValue(String json, Consumer<Object> use) {
    Object value;
    try {
      value = Json.value(json);
    } catch (IllegalArgumentException e) {
      fail(e.getMessage());
      return;
    }
    use.accept(value);
  }

  private void end(Runnable terminal) {
    if (ended.compareAndSet(false, true)) {
      try {
        terminal.run();
      } finally {
        owner.ended(this);
      }
    }
  }

  @Override
  public void cancel() {
    if (cancelled.compareAndSet(false, true) && !ended.get()) {
      owner.givenUp(this);
    }
  }
}
