package io.backplane.updates;

import io.backplane.api.call.RefusedException;
import io.backplane.api.plugin.HandedState;
import io.backplane.calls.spi.Drain;
import io.backplane.store.spi.Transaction;
import io.backplane.updates.spi.Changeover;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one update out, step by step. Where the versions may overlap, the new one starts beside
 * the old one and calls wait only while state is handed over; where only one may run, they wait
 * until the new one has started.
 */
final class UpdateRun {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.updates");

  private final LiveUpdate update;
  private final Changeover change;
  private final Surroundings all;
  private final boolean force;
  private final Duration window;
  private final Gate gate;
  private final Handover state;
  private boolean switched;
  private boolean committed;
  private boolean goingBack;

  UpdateRun(
      LiveUpdate update, Changeover change, Surroundings all, boolean force, Duration window) {
    this.update = update;
    this.change = change;
    this.all = all;
    this.force = force;
    this.window = window;
    this.gate = new Gate(change.registration());
    this.state = new Handover(update, change, all);
  }

  /** Returns when the old version has gone, or is back; the gate is open then in any case. */
  void run() throws InterruptedException {
    try {
      carryOut();
    } catch (RuntimeException e) {
      giveUp(e);
    } finally {
      gate.open();
    }
  }

  private void carryOut() throws InterruptedException {
    step(UpdateStep.STAGE);
    Optional<String> revert = update.revertAsked();
    if (revert.isPresent()) {
      change.reverted("");
      end(Outcome.ABANDONED, revert.get());
    } else if (change.overlap()) {
      sideBySide();
    } else {
      inPlace();
    }
  }

  private void sideBySide() throws InterruptedException {
    step(UpdateStep.START_NEW);
    Optional<String> trouble = next().start();
    if (trouble.isPresent()) {
      change.reverted("");
      end(Outcome.ABANDONED, trouble.get());
      return;
    }
    trouble = check();
    if (trouble.isPresent()) {
      goBack(trouble.get());
      return;
    }
    if (state.nextHasState() && state.oldHasState()) {
      step(UpdateStep.DRAIN);
      gate.hold();
      trouble = drained() ? handOver() : Optional.of(stillThere());
    } else if (state.nextHasState()) {
      trouble = state.give();
    }
    if (trouble.isPresent()) {
      goBack(trouble.get());
      return;
    }
    Drain behind = switchOver();
    trouble = watched();
    if (trouble.isPresent()) {
      goBack(trouble.get());
      return;
    }
    commit();
    retire(Optional.of(behind));
  }

  private void inPlace() throws InterruptedException {
    step(UpdateStep.DRAIN);
    gate.hold();
    if (!drained()) {
      goBack(stillThere());
      return;
    }
    Optional<String> trouble = state.oldHasState() ? state.export() : Optional.empty();
    trouble = trouble.or(update::revertAsked);
    if (trouble.isPresent()) {
      goBack(trouble.get());
      return;
    }
    step(UpdateStep.STOP_OLD);
    change.registration().current().end();
    trouble = old().stop();
    if (trouble.isPresent()) {
      fail(trouble.get());
      return;
    }
    step(UpdateStep.START_NEW);
    trouble = next().start();
    if (trouble.isEmpty()) {
      trouble = check();
    }
    if (trouble.isEmpty() && state.nextHasState()) {
      trouble = state.give();
    }
    if (trouble.isPresent()) {
      goBack(trouble.get());
      return;
    }
    switchOver();
    trouble = watched();
    if (trouble.isPresent()) {
      goBack(trouble.get());
      return;
    }
    commit();
    retire(Optional.empty());
  }

  private Optional<String> check() throws InterruptedException {
    step(UpdateStep.CHECK);
    Optional<String> objection = change.objection().or(update::revertAsked);
    return objection.isPresent() ? objection : next().trouble();
  }

  private Optional<String> handOver() throws InterruptedException {
    Optional<String> trouble = state.export();
    return trouble.isPresent() ? trouble : state.give();
  }

  private Drain switchOver() throws InterruptedException {
    step(UpdateStep.SWITCH, tx -> all.journal().switched(tx, update.record()));
    state.switching();
    Drain behind = change.registration().replace(next().unit());
    switched = true;
    change.switched();
    gate.open();
    return behind;
  }

  private Optional<String> watched() throws InterruptedException {
    update.windowEnds(all.clock().instant().plus(window));
    step(UpdateStep.HEALTH_WINDOW);
    long deadline = System.nanoTime() + window.toNanos();
    while (true) {
      Optional<String> trouble = next().trouble();
      if (trouble.isPresent()) {
        return trouble;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return update.lastWord();
      }
      if (update.awaitRevert(Math.min(left, all.timing().look().toNanos()))) {
        return update.revertAsked();
      }
    }
  }

  private void commit() throws InterruptedException {
    pauseTold();
    update.outcome(Outcome.COMMITTED, "");
    step(UpdateStep.COMMIT, tx -> change.commit(tx, update.record()));
    committed = true;
    change.committed(update.record());
    update.tell();
  }

  private void retire(Optional<Drain> behind) throws InterruptedException {
    step(UpdateStep.RETIRE_OLD);
    if (behind.isPresent()) {
      empty(old(), behind.get(), all.timing().drain());
    }
    old().discard(update.record()).ifPresent(update::note);
    update.end();
  }

  private void empty(UnitVersion version, Drain behind, Duration limit)
      throws InterruptedException {
    if (!behind.await(limit)) {
      update.note(behind.inFlight() + " calls in " + version.version() + " were ended");
      behind.end();
    }
  }

  /** Nothing was switched, or what was is switched back; whether or not it can be written down. */
  private void goBack(String reason) throws InterruptedException {
    goingBack = true;
    update.outcome(Outcome.UNDER_WAY, "");
    try {
      step(UpdateStep.REVERT);
    } catch (RuntimeException e) {
      LOG.error("{} goes back without a journal; a restart closes it", update.name(), e);
    }
    LOG.warn("{} stays at {}: {}", update.name(), old().version(), reason);
    Outcome outcome = switched ? Outcome.ROLLED_BACK : Outcome.ABANDONED;
    Optional<String> worse = change.overlap() ? backSideBySide() : backInPlace();
    if (worse.isPresent()) {
      fail(reason + "; and " + worse.get());
      return;
    }
    gate.open();
    change.reverted("");
    end(outcome, reason);
  }

  private Optional<String> backSideBySide() throws InterruptedException {
    if (switched) {
      if (state.exported()) {
        gate.hold();
        emptyNew();
        state.giveBack(state.newest());
      }
      Drain behind = change.registration().replace(old().unit());
      gate.open();
      empty(next(), behind, all.timing().revertDrain());
    }
    gate.open();
    next().discard(update.record()).ifPresent(update::note);
    return Optional.empty();
  }

  /** Lets the calls in the new version end, behind the gate. */
  private void emptyNew() throws InterruptedException {
    Drain inside = change.registration().current();
    if (!inside.awaitCalls(all.timing().revertDrain())) {
      inside.end();
    }
  }

  private Optional<String> backInPlace() throws InterruptedException {
    UpdateStep reached = update.before();
    if (reached == UpdateStep.DRAIN || reached == UpdateStep.EXPORT) {
      return Optional.empty(); // the old one has not been stopped
    }
    gate.hold();
    Optional<HandedState> newest = Optional.empty();
    if (switched) {
      emptyNew();
      newest = state.newest();
    }
    next().discard(update.record()).ifPresent(update::note);
    Optional<String> trouble = old().start();
    if (trouble.isEmpty()) {
      if (state.exported()) {
        state.giveBack(newest);
      }
      change.registration().replace(old().unit());
    }
    return trouble.map(why -> old().version() + " does not come back: " + why);
  }

  private void fail(String reason) throws InterruptedException {
    LOG.error("{} does not run: {}", update.name(), reason);
    change.reverted(reason);
    gate.open();
    end(Outcome.FAILED, reason);
  }

  private void end(Outcome outcome, String reason) throws InterruptedException {
    pauseTold();
    update.outcome(outcome, reason);
    endJournal();
    update.tell();
  }

  private void endJournal() throws InterruptedException {
    try {
      update.end();
    } catch (RuntimeException e) {
      LOG.error("the journal of {} stays open until a restart", update.name(), e);
    }
  }

  private void pauseTold() {
    update.paused(gate.paused());
  }

  private boolean drained() throws InterruptedException {
    Drain inside = change.registration().current();
    if (inside.awaitCalls(all.timing().drain())) {
      return true;
    }
    if (force) {
      inside.end();
      update.note("calls under way were ended");
    }
    return force;
  }

  private String stillThere() {
    return "calls under way have not ended within %d ms; --force ends them"
        .formatted(all.timing().drain().toMillis());
  }

  private UnitVersion old() {
    return change.old();
  }

  private UnitVersion next() {
    return change.next();
  }

  private void step(UpdateStep step) throws InterruptedException {
    step(step, tx -> {});
  }

  private void step(UpdateStep step, Consumer<Transaction> also) throws InterruptedException {
    update.step(step, also);
  }

  /** A mistake on the way: whatever can be undone is, once. */
  private void giveUp(RuntimeException cause) throws InterruptedException {
    String reason =
        cause instanceof RefusedException refused
            ? refused.getMessage()
            : "a fault of the kernel: " + cause;
    if (!(cause instanceof RefusedException)) {
      LOG.error("the update of {} has failed", update.name(), cause);
    }
    if (committed) {
      LOG.error("{} is committed, but {} has not gone: {}", update.name(), old().version(), reason);
      update.note(reason);
      old().discard(update.record()).ifPresent(update::note);
      endJournal();
      update.tell();
    } else if (goingBack) {
      fail(reason);
    } else {
      goBack(reason);
    }
  }
}
