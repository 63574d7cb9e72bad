package io.backplane.governance;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.governance.SqlTasks.Ending;
import io.backplane.governance.spi.Task.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The call of a task that runs. Terminals must not block, so what they bring goes elsewhere. */
final class TaskCall implements CallSink {

  /** Who is told what came of it; on a thread that may block. */
  interface Listener {
    void ended(TaskCall call, Ending ending);

    /** Nothing was done; it may be asked again. */
    void busy(TaskCall call, String reason, Duration retryAfter);

    /** The kernel ends: what becomes of the task is the next one's business. */
    void left(TaskCall call);
  }

  private final long task;
  private final Listener listener;
  private Optional<Call> call = Optional.empty(); // guarded by this, as is the next
  private boolean cancelled;

  TaskCall(long task, Listener listener) {
    this.task = task;
    this.listener = listener;
  }

  long task() {
    return task;
  }

  void begun(Call running) {
    synchronized (this) {
      call = Optional.of(running);
      if (!cancelled) {
        return;
      }
    }
    running.cancel();
  }

  /** Also before the switchboard has given a handle. */
  void cancel() {
    Optional<Call> running;
    synchronized (this) {
      cancelled = true;
      running = call;
    }
    running.ifPresent(Call::cancel);
  }

  @Override
  public void event(String name, Object value) {}

  @Override
  public void done(Object value) {
    ended(new Ending("completed", "", Optional.of(new Answer(0, value, false))));
  }

  @Override
  public void error(int code, Object value) {
    if (code == CallFault.KERNEL_RESTARTED.code()) {
      apart(() -> listener.left(this));
    } else {
      ended(new Ending("failed", reason(code, value), Optional.of(new Answer(code, value, false))));
    }
  }

  private static String reason(int code, Object value) {
    boolean told = value instanceof Map<?, ?> map && map.get("message") instanceof String;
    return "error " + code + (told ? ": " + ((Map<?, ?>) value).get("message") : "");
  }

  @Override
  public void refused(Refusal refusal) {
    if (refusal instanceof Refusal.Busy(String reason, Duration retryAfter)) {
      apart(() -> listener.busy(this, reason, retryAfter));
    } else {
      ended(new Ending("failed", "refused: " + refusal.message(), Optional.empty()));
    }
  }

  private void ended(Ending ending) {
    apart(() -> listener.ended(this, ending));
  }

  private void apart(Runnable word) {
    Thread.ofVirtual().name("task " + task).start(word);
  }
}
