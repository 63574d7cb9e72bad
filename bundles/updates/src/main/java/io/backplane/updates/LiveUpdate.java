package io.backplane.updates;

import io.backplane.meta.spi.Bump;
import io.backplane.store.spi.Transaction;
import io.backplane.updates.spi.StepListener;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateRequest;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An update as it is now, in memory and in the journal. Read by anyone, changed by its run. */
final class LiveUpdate implements Update {

  /** Where there is still something to turn back, and nothing irrevocable has begun. */
  private static final Set<UpdateStep> REVERTIBLE =
      EnumSet.range(UpdateStep.WAIT, UpdateStep.HEALTH_WINDOW);

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.updates");
  private static final int TEXT_MAX = 1_000;

  private final Surroundings all;
  private final UpdateRequest request;
  private final Instant at;
  private final CompletableFuture<UpdateRecord> told = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final List<Progress> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long id;
  private String from;
  private String to;
  private Bump type;
  private Outcome outcome = Outcome.UNDER_WAY;
  private String reason = "";
  private Duration paused = Duration.ZERO;
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<Instant> windowEndsAt = Optional.empty();
  private String revertReason = "";
  private boolean decided;

  /** Writes it into the journal. */
  LiveUpdate(Surroundings all, UpdateRequest request) {
    this.all = all;
    this.request = request;
    this.at = all.clock().instant();
    this.from = request.from();
    this.to = request.to();
    this.type = request.type();
    steps.add(new Progress(UpdateStep.WAIT, at));
    this.id = all.journal().begin(record());
  }

  String name() {
    return request.kind() + " " + request.unit();
  }

  UpdateRequest request() {
    return request;
  }

  @Override
  public UpdateRecord record() {
    lock.lock();
    try {
      return new UpdateRecord(
          id,
          request.kind(),
          request.unit(),
          request.what(),
          from,
          to,
          type,
          at,
          request.by(),
          steps.getLast().step(),
          outcome,
          reason,
          notes,
          paused,
          endedAt);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Progress> steps() {
    lock.lock();
    try {
      return List.copyOf(steps);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Instant> windowEndsAt() {
    lock.lock();
    try {
      return steps.getLast().step() == UpdateStep.HEALTH_WINDOW ? windowEndsAt : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<UpdateRecord> outcome() {
    return told.copy();
  }

  @Override
  public CompletableFuture<Void> over() {
    return over.copy();
  }

  boolean isOver() {
    return over.isDone();
  }

  /** Nothing of it goes on any more. */
  void leave() {
    over.complete(null);
  }

  void between(String from, String to, Bump type) {
    set(
        () -> {
          this.from = from;
          this.to = to;
          this.type = type;
        });
  }

  void windowEnds(Instant when) {
    set(() -> windowEndsAt = Optional.of(when));
  }

  void outcome(Outcome outcome, String reason) {
    set(
        () -> {
          this.outcome = outcome;
          this.reason = shortened(reason);
        });
  }

  void paused(Duration paused) {
    set(() -> this.paused = paused);
  }

  /** Best effort: what cannot be written is in the log. */
  void note(String sentence) {
    set(() -> notes.add(shortened(sentence)));
    try {
      all.journal().note(id, shortened(sentence));
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", name(), sentence, e);
    }
  }

  /** Plugins may say anything at any length. */
  private static String shortened(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= TEXT_MAX ? line : line.substring(0, TEXT_MAX) + "…";
  }

  private void set(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  void step(UpdateStep step, Consumer<Transaction> also) throws InterruptedException {
    tellAfter();
    set(() -> steps.add(new Progress(step, all.clock().instant())));
    all.journal().write(record(), also);
    for (StepListener listener : all.listeners()) {
      listener.before(record());
    }
  }

  private void tellAfter() throws InterruptedException {
    for (StepListener listener : all.listeners()) {
      listener.after(record());
    }
  }

  /** Writes something that belongs to the step it is in. */
  void write(Consumer<Transaction> also) {
    all.journal().add(also);
  }

  void end() throws InterruptedException {
    tellAfter();
    Instant now = all.clock().instant();
    set(
        () -> {
          steps.add(new Progress(UpdateStep.ENDED, now));
          endedAt = Optional.of(now);
        });
    all.journal().end(record());
  }

  /** Completes the outcome. */
  void tell() {
    told.complete(record());
  }

  /** What could not even be written down. */
  void fail(RuntimeException fault) {
    told.completeExceptionally(fault);
  }

  /** The step before the present one. */
  UpdateStep before() {
    List<Progress> all = steps();
    return all.get(all.size() - 2).step();
  }

  boolean askRevert(String why) {
    lock.lock();
    try {
      if (decided || !REVERTIBLE.contains(steps.getLast().step())) {
        return false;
      }
      revertReason = why;
      asked.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  Optional<String> revertAsked() {
    lock.lock();
    try {
      return Optional.of(revertReason).filter(why -> !why.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** From now on it is too late to ask for a revert; whether one was asked for. */
  Optional<String> lastWord() {
    lock.lock();
    try {
      decided = true;
      return revertAsked();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return whether a revert is asked for
   */
  boolean awaitRevert(long nanos) throws InterruptedException {
    lock.lock();
    try {
      return !revertReason.isEmpty()
          || asked.await(nanos, TimeUnit.NANOSECONDS) && !revertReason.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
