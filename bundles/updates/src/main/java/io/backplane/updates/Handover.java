package io.backplane.updates;

import io.backplane.api.plugin.HandedState;
import io.backplane.updates.spi.Changeover;
import io.backplane.updates.spi.Changeover.Snapshot;
import io.backplane.updates.spi.Guarded.Failure;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.UpdateStep;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that goes from the old version of a unit to the new one in an update, and back where
 * that is turned back. Used by the update's thread alone.
 */
final class Handover {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.updates");

  private final LiveUpdate update;
  private final UnitVersion old;
  private final UnitVersion next;
  private final Surroundings all;
  private final StatePassage passage;
  private final Optional<Snapshot> snapshot;
  private Optional<HandedState> exported = Optional.empty();
  private Optional<Long> answeredAtSwitch = Optional.empty();

  Handover(LiveUpdate update, Changeover change, Surroundings all) {
    this.update = update;
    this.old = change.old();
    this.next = change.next();
    this.all = all;
    this.passage = new StatePassage(all.timing().handOver());
    this.snapshot = change.snapshot();
  }

  boolean oldHasState() {
    return StatePassage.has(old.unit());
  }

  boolean nextHasState() {
    return StatePassage.has(next.unit());
  }

  /** Whether the old version has given its state. */
  boolean exported() {
    return exported.isPresent();
  }

  /**
   * Takes the old version's state, and keeps it in the journal.
   *
   * @return why it is not given
   */
  Optional<String> export() throws InterruptedException {
    update.step(UpdateStep.EXPORT, tx -> {});
    try {
      HandedState state = passage.export(old);
      exported = Optional.of(state);
      update.write(tx -> all.journal().keep(tx, update.record(), state));
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * The next version gets the state; where there is none, or it does not take it, the snapshot that
   * is kept of its own.
   *
   * @return why it takes neither
   */
  Optional<String> give() throws InterruptedException {
    if (exported.isEmpty() && snapshot.isEmpty()) {
      return Optional.empty();
    }
    update.step(UpdateStep.IMPORT, tx -> {});
    Optional<String> trouble =
        exported.isPresent()
            ? passage.give(exported.get(), next)
            : Optional.of(old.version() + " has no state to hand over");
    if (trouble.isEmpty() || snapshot.isEmpty()) {
      return trouble;
    }
    Optional<String> worse = passage.give(snapshot.get().state(), next);
    if (worse.isEmpty()) {
      update.note(trouble.get() + "; state of " + snapshot.get().calls() + " calls discarded");
    }
    return worse;
  }

  /** Calls are about to reach the next version. */
  void switching() {
    answeredAtSwitch = Optional.of(all.answered(update.record()));
  }

  /** The new version's state, if it was asked to hold any and gives it. */
  Optional<HandedState> newest() throws InterruptedException {
    if (exported.isEmpty() || !nextHasState()) {
      return Optional.empty();
    }
    try {
      return Optional.of(passage.export(next));
    } catch (Failure e) {
      LOG.warn("{}: {}", update.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** The old version gets the newest state, or at least what it has given itself. */
  void giveBack(Optional<HandedState> newest) throws InterruptedException {
    if (newest.isPresent() && passage.give(newest.get(), old).isEmpty()) {
      return;
    }
    passage.give(exported.orElseThrow(), old).ifPresent(update::note);
    if (answeredAtSwitch.isPresent()) {
      long since = all.answered(update.record()) - answeredAtSwitch.get();
      update.note("state of " + since + " calls discarded");
    }
  }
}
