package io.backplane.units;

import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.calls.spi.Drain;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.units.SqlInstances.Story;
import io.backplane.units.SqlUpdates.Entry;
import io.backplane.units.spi.Update;
import io.backplane.units.spi.UpdateRecord;
import io.backplane.units.spi.UpdateRecord.Outcome;
import io.backplane.units.spi.UpdateStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings another version under an instance, on a thread of its own. Each step is in the journal
 * before it is done; until the commit the instance's row names the old version, so that a kernel
 * that dies comes back with it.
 */
final class UpdateRun implements Update {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.units");

  private final LiveInstance instance;
  private final Surroundings all;
  private final Entry entry;
  private final Version old;
  private final Version next;
  private final Optional<ConfigRow> config;
  private final boolean force;
  private final Duration window;
  private final CompletableFuture<UpdateRecord> outcome = new CompletableFuture<>();
  private final CopyOnWriteArrayList<Progress> steps = new CopyOnWriteArrayList<>();
  private final VersionWatch watch;
  private volatile Thread thread;

  /** A version as it is started. */
  record Version(InstanceRow row, DriverLaunch launch) {
    String supervised() {
      return launch.supervised();
    }
  }

  /**
   * @param config a new one that comes with the new version
   */
  UpdateRun(
      LiveInstance instance,
      Entry entry,
      Version old,
      Version next,
      Optional<ConfigRow> config,
      boolean force,
      Duration window) {
    this.instance = instance;
    this.all = instance.surroundings();
    this.entry = entry;
    this.old = old;
    this.next = next;
    this.config = config;
    this.force = force;
    this.window = window;
    this.watch = new VersionWatch(all.supervisor(), all.limits());
    remember(UpdateStep.STAGE);
  }

  void start() {
    thread = Thread.ofVirtual().name("update-" + instance.id()).start(this::run);
  }

  /** The kernel ends: the journal says where it was. */
  void abort() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public long id() {
    return entry.record().id();
  }

  @Override
  public String instance() {
    return instance.id();
  }

  @Override
  public List<Progress> steps() {
    return List.copyOf(steps);
  }

  Progress progress() {
    return steps.getLast();
  }

  @Override
  public CompletableFuture<UpdateRecord> outcome() {
    return outcome;
  }

  /** How the process of that name is started while the update is under way. */
  Optional<DriverLaunch> launch(String supervised) {
    boolean reverting = progress().step() == UpdateStep.REVERT;
    Version of = supervised.equals(next.supervised()) && !reverting ? next : old;
    return of.supervised().equals(supervised) ? Optional.of(of.launch()) : Optional.empty();
  }

  /** Whether there is still something to go back from, and nothing irrevocable has begun. */
  boolean askRevert(String by) {
    UpdateStep step = progress().step();
    if (step == UpdateStep.START_NEW || step == UpdateStep.HEALTH_WINDOW) {
      watch.askRevert("rolled back by " + by);
      return true;
    }
    return false;
  }

  private void step(UpdateStep step) {
    all.updates().step(id(), step);
    remember(step);
  }

  private void remember(UpdateStep step) {
    UpdateRecord record = entry.record();
    steps.add(new Progress(record.from(), record.to(), step, all.now()));
  }

  private void run() {
    try (Supervisor.Subscription _ = all.supervisor().listen(watch)) {
      switchOver();
    } catch (InterruptedException e) {
      LOG.info("the update of {} is left where it is: the kernel ends", instance.id());
    } catch (RuntimeException e) {
      LOG.error("the update of {} has failed", instance.id(), e);
      giveUp(e);
    }
  }

  private void switchOver() throws InterruptedException {
    boolean runs = entry.wasWanted() && next.row().profile() == Profile.KEEPALIVE;
    if (entry.sideBySide()) {
      sideBySide();
    } else if (runs) {
      inPlace();
    } else {
      atRest();
    }
  }

  /** Nothing runs, so there is nothing to watch. */
  private void atRest() throws InterruptedException {
    step(UpdateStep.DRAIN);
    registration().hold();
    try {
      if (!drained()) {
        end(Outcome.ABANDONED, stillThere());
        return;
      }
      watch.stop(old.supervised());
      commit();
      registration().replace(instance.unit(next.launch().meta(), next.supervised()));
      watch.configure(next.launch());
    } finally {
      registration().open();
    }
    end(Outcome.COMMITTED, "");
  }

  private void inPlace() throws InterruptedException {
    step(UpdateStep.DRAIN);
    registration().hold();
    Optional<String> trouble;
    try {
      if (!drained()) {
        end(Outcome.ABANDONED, stillThere());
        return;
      }
      step(UpdateStep.STOP_OLD);
      Drain behind = registration().replace(instance.unit(next.launch().meta(), next.supervised()));
      if (force) {
        behind.end();
      }
      watch.stop(old.supervised());
      step(UpdateStep.START_NEW);
      trouble = watch.started(next.launch());
      if (trouble.isPresent()) {
        revertInPlace(trouble.get());
        return;
      }
      step(UpdateStep.HEALTH_WINDOW);
    } finally {
      registration().open();
    }
    trouble = watch.troubleWithin(next.supervised(), window);
    if (trouble.isPresent()) {
      registration().hold();
      try {
        revertInPlace(trouble.get());
      } finally {
        registration().open();
      }
      return;
    }
    commit();
    end(Outcome.COMMITTED, "");
  }

  private void revertInPlace(String reason) throws InterruptedException {
    step(UpdateStep.REVERT);
    LOG.warn("{} goes back to {}: {}", instance.id(), entry.record().from(), reason);
    registration().replace(instance.unit(old.launch().meta(), old.supervised()));
    watch.forgetRevert();
    watch.stop(next.supervised());
    Optional<String> trouble = watch.started(old.launch());
    if (trouble.isPresent()) {
      end(Outcome.FAILED, reason + "; and " + entry.record().from() + ": " + trouble.get());
    } else {
      end(Outcome.ROLLED_BACK, reason);
    }
  }

  private void sideBySide() throws InterruptedException {
    step(UpdateStep.START_NEW);
    all.supervisor().create(next.supervised());
    Optional<String> trouble = watch.started(next.launch());
    if (trouble.isPresent()) {
      revertSideBySide(trouble.get());
      return;
    }
    step(UpdateStep.HEALTH_WINDOW);
    Drain behind = registration().replace(instance.unit(next.launch().meta(), next.supervised()));
    trouble = watch.troubleWithin(next.supervised(), window);
    if (trouble.isPresent()) {
      registration().replace(instance.unit(old.launch().meta(), old.supervised()));
      revertSideBySide(trouble.get());
      return;
    }
    commit();
    if (!behind.await(all.limits().drain())) {
      LOG.warn("{} calls of {} are ended with its old version", behind.inFlight(), instance.id());
      behind.end();
    }
    watch.stop(old.supervised());
    all.supervisor().remove(old.supervised());
    end(Outcome.COMMITTED, "");
  }

  private void revertSideBySide(String reason) throws InterruptedException {
    step(UpdateStep.REVERT);
    LOG.warn("{} stays at {}: {}", instance.id(), entry.record().from(), reason);
    watch.stop(next.supervised());
    all.supervisor().remove(next.supervised());
    end(Outcome.ROLLED_BACK, reason);
  }

  private Registration registration() {
    return instance.registration();
  }

  /** Waits for the calls under way; streams do not end by themselves and are not waited for. */
  private boolean drained() throws InterruptedException {
    long deadline = System.nanoTime() + all.limits().drain().toNanos();
    while (inFlight() > 0) {
      if (System.nanoTime() - deadline >= 0) {
        return force;
      }
      registration().current().await(VersionWatch.LOOK);
    }
    return true;
  }

  private int inFlight() {
    return all.units()
        .find("driver:" + instance.id())
        .map(io.backplane.calls.spi.UnitStatus::calls)
        .map(Counters::inFlight)
        .orElse(0);
  }

  private String stillThere() {
    return "calls under way have not ended within %d ms; --force ends them"
        .formatted(all.limits().drain().toMillis());
  }

  private void commit() {
    UpdateRecord record = entry.record();
    var story =
        new Story(
            "instance.updated",
            Map.of(
                "from", record.from(),
                "to", record.to(),
                "what", Values.word(record.what()),
                "by", record.by()));
    instance.become(all.rows().commit(next.row(), config, id(), story));
    remember(UpdateStep.COMMIT);
  }

  private void end(Outcome what, String reason) {
    all.updates().end(entry.record(), what, reason, all.now());
    remember(UpdateStep.ENDED);
    try {
      instance.updated();
    } finally {
      tell(what, reason);
    }
  }

  private void tell(Outcome what, String reason) {
    UpdateRecord asked = entry.record();
    outcome.complete(
        new UpdateRecord(
            asked.id(),
            asked.instance(),
            asked.what(),
            asked.from(),
            asked.to(),
            asked.at(),
            asked.by(),
            UpdateStep.ENDED,
            what,
            reason,
            Optional.of(progress().since())));
  }

  /** What cannot be gone on with is undone as after a death of the kernel. */
  private void giveUp(RuntimeException cause) {
    try {
      Recovery.of(instance).run();
      instance.updated();
      all.updates().history(instance.id()).stream()
          .map(Entry::record)
          .filter(record -> record.id() == id())
          .findFirst()
          .ifPresent(outcome::complete);
    } catch (InterruptedException e) {
      LOG.info("the update of {} is left where it is: the kernel ends", instance.id());
    } catch (RuntimeException e) {
      if (!(e instanceof RefusedException)) {
        LOG.error("the update of {} cannot be undone; a restart of the kernel will", id(), e);
      }
      instance.updated();
      outcome.completeExceptionally(cause);
    }
  }
}
