package io.backplane.governance;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallMode;
import io.backplane.api.call.CallRequest;
import io.backplane.governance.SqlTasks.Brief;
import io.backplane.governance.SqlTasks.Ending;
import io.backplane.governance.spi.Happening.Asked;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.Verdict.Moved;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins tasks in the order of their numbers, and writes down what became of them: the row says
 * running before the call is made. Thread-safe, but for one thread at a time that begins.
 */
final class TaskLine implements TaskCall.Listener {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.governance");

  private static final String KERNEL_ENDED = "the kernel ended while it ran";
  private static final Duration RETRY_LEAST = Duration.ofSeconds(1);

  /** Of a unit that was busy: since when, and when it is asked again. */
  private record Wait(Instant since, Instant until) {}

  private final Surroundings all;
  private final News news;
  private final ConcurrentMap<Long, TaskCall> calls = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Wait> waits = new ConcurrentHashMap<>();
  private volatile boolean closed;

  TaskLine(Surroundings all, News news) {
    this.all = all;
    this.news = news;
  }

  /** Sees to what another kernel left running. */
  void takeOver() {
    all.store()
        .write(
            tx -> {
              SqlTasks.in(tx, "running").forEach(task -> takeOver(tx, task));
              return 0;
            });
  }

  private void takeOver(Transaction tx, Brief task) {
    long attempts = all.settings().get(GovernanceSettings.TASK_ATTEMPTS);
    if (task.idempotent() && task.attempts() < attempts) {
      String reason = KERNEL_ENDED + "; it is begun again";
      SqlTasks.requeue(tx, task, reason, task.attempts(), all.now());
    } else {
      end(tx, task, new Ending("failed", KERNEL_ENDED, Optional.empty()));
    }
  }

  /**
   * Begins what may begin.
   *
   * @return whether some still wait
   */
  boolean beginWaiting() {
    if (closed) {
      return true;
    }
    List<Brief> waiting = all.store().read(reader -> SqlTasks.in(reader, "queued"));
    Set<String> present =
        waiting.stream()
            .map(Brief::unit)
            .distinct()
            .filter(unit -> all.switchboard().meta(unit).isPresent())
            .collect(Collectors.toSet());
    Instant now = all.now();
    List<Brief> ready =
        waiting.stream().filter(it -> present.contains(it.unit()) && due(it, now)).toList();
    List<Brief> begun = ready.isEmpty() ? List.of() : all.store().write(tx -> begin(tx, ready));
    begun.forEach(this::call);
    return begun.size() < waiting.size();
  }

  private boolean due(Brief task, Instant now) {
    Wait wait = waits.get(task.id());
    return wait == null || !now.isBefore(wait.until());
  }

  private List<Brief> begin(Transaction tx, List<Brief> ready) {
    var begun = new ArrayList<Brief>();
    for (Brief seen : ready) {
      Optional<Brief> task =
          SqlTasks.brief(tx, seen.id()).filter(it -> it.state().equals("queued"));
      if (task.isPresent()
          && all.decide(tx, seen.standing(), new Asked("running", "")) instanceof Moved) {
        SqlTasks.start(tx, seen, all.now());
        begun.add(seen);
      }
    }
    return begun;
  }

  private void call(Brief brief) {
    var call = new TaskCall(brief.id(), this);
    calls.put(brief.id(), call); // from here on, whoever ends the task ends the call
    Task task = all.store().read(reader -> SqlTasks.find(reader, brief.id())).orElseThrow();
    if (task.ended()) {
      calls.remove(brief.id());
      return;
    }
    news.tell();
    String kept = all.store().read(reader -> SqlTasks.params(reader, brief.id()));
    Map<String, Object> params;
    try {
      params = all.params().open(brief.id(), kept);
    } catch (IllegalStateException | UncheckedIOException e) { // such as a copy without its key
      String reason = "its parameters are lost: " + e.getMessage();
      ended(call, new Ending("failed", reason, Optional.empty()));
      return;
    }
    CallRequest request =
        CallRequest.builder(task.unit(), task.command())
            .params(params)
            .context(context(task))
            .build();
    call.begun(all.switchboard().call(request, call));
  }

  /** Without limits: the stuck rule is a task's own. */
  private static CallContext context(Task task) {
    return new CallContext(
        task.by(),
        task.owner(),
        "",
        Duration.ZERO,
        Duration.ZERO,
        "",
        List.of(),
        CallMode.NORMAL,
        "task-" + task.id());
  }

  /** A row has ended before its call: that is cancelled. */
  void cut(long id) {
    waits.remove(id);
    Optional.ofNullable(calls.remove(id)).ifPresent(TaskCall::cancel);
    news.tell();
  }

  @Override
  public void ended(TaskCall call, Ending ending) {
    waits.remove(call.task());
    settle(call, (tx, task) -> end(tx, task, ending));
  }

  @Override
  public void busy(TaskCall call, String reason, Duration retryAfter) {
    Instant now = all.now();
    Wait before = waits.get(call.task());
    Instant since = before == null ? now : before.since();
    Duration patience = all.settings().get(GovernanceSettings.TASK_PATIENCE);
    if (!now.isBefore(since.plus(patience))) {
      ended(call, new Ending("failed", "refused: " + reason, Optional.empty()));
      return;
    }
    Duration pause = retryAfter.compareTo(RETRY_LEAST) < 0 ? RETRY_LEAST : retryAfter;
    waits.put(call.task(), new Wait(since, now.plus(pause)));
    settle(call, (tx, task) -> SqlTasks.requeue(tx, task, reason, task.attempts() - 1, now));
  }

  @Override
  public void left(TaskCall call) {
    calls.remove(call.task(), call);
  }

  private interface Change {
    void write(Transaction tx, Brief task);
  }

  private void settle(TaskCall call, Change change) {
    if (closed || !calls.remove(call.task(), call)) {
      return; // the next kernel's, or ended without its call
    }
    try {
      all.store().write(settling(call.task(), change));
    } catch (RuntimeException e) { // such as a full disk
      LOG.error("the end of task {} is not recorded; it will count as stuck", call.task(), e);
    }
    news.tell();
  }

  private static Store.Write<Boolean> settling(long id, Change change) {
    return tx -> {
      Optional<Brief> task = SqlTasks.brief(tx, id).filter(it -> it.state().equals("running"));
      task.ifPresent(it -> change.write(tx, it));
      return task.isPresent();
    };
  }

  private void end(Transaction tx, Brief task, Ending ending) {
    SqlTasks.end(tx, task, ending, StoredGovernance.RULE, all.now());
    forget(tx);
  }

  /** Lets go of old ones. */
  void forget(Transaction tx) {
    SqlTasks.forget(
        tx,
        all.settings().get(GovernanceSettings.TASKS_KEPT),
        all.now().minus(all.settings().get(GovernanceSettings.TASKS_KEPT_FOR)));
  }

  /** Begins and settles no more. */
  void stop() {
    closed = true;
  }

  /** Ends what runs; the rows say that it does, for the next kernel to see to. */
  void leave() {
    calls.values().forEach(TaskCall::cancel);
  }
}
