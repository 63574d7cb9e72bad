package io.backplane.plugins;

import io.backplane.api.plugin.StateHandover;
import io.backplane.calls.spi.Registration;
import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.PluginRow.Previous;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.store.spi.Transaction;
import io.backplane.updates.spi.Changeover;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.What;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** One version of a plugin in the place of another. */
final class PluginChange implements Changeover {

  private final Surroundings all;
  private final Slot slot;
  private final PluginVersion old;
  private final PluginVersion next;
  private final Origin origin;
  private final What what;
  private final boolean free;
  private final boolean hasState;

  /**
   * @param free whether anything may differ
   */
  PluginChange(
      Surroundings all, Slot slot, PluginVersion next, Origin origin, What what, boolean free) {
    this.all = all;
    this.slot = slot;
    this.old = slot.own();
    this.next = next;
    this.origin = origin;
    this.what = what;
    this.free = free;
    this.hasState = old.unit() instanceof StateHandover;
  }

  @Override
  public Bump type() {
    return old.jar().version().to(next.jar().version());
  }

  @Override
  public boolean overlap() {
    return UpdatePlanner.overlap(old.jar(), next.jar());
  }

  @Override
  public Registration registration() {
    return slot.registration();
  }

  @Override
  public UnitVersion old() {
    return old;
  }

  @Override
  public UnitVersion next() {
    return next;
  }

  @Override
  public Optional<Snapshot> snapshot() {
    return slot.row()
        .previous()
        .filter(previous -> previous.digest().equals(next.jar().digest()))
        .flatMap(previous -> all.updates().snapshot(previous.update()))
        .map(state -> new Snapshot(state, slot.answeredSince()));
  }

  @Override
  public Optional<String> objection() {
    if (free || what == What.ROLLBACK) {
      return Optional.empty();
    }
    boolean forgets = hasState && !(next.unit() instanceof StateHandover);
    return forgets
        ? Optional.of("it does not take over the state of " + old.version() + ", which has one")
        : UpdatePlanner.tooMuch(
            old.jar().version(),
            next.jar().version(),
            MetaDiff.between(slot.meta(), next.meta()).changes());
  }

  @Override
  public void switched() {
    synchronized (slot) {
      slot.show(next, PluginState.ACTIVE);
    }
  }

  @Override
  public void commit(Transaction tx, UpdateRecord record) {
    all.repository().updated(tx, row(record), old.version());
  }

  private PluginRow row(UpdateRecord record) {
    PluginRow before = slot.row();
    PluginJar jar = next.jar();
    boolean undone = what == What.ROLLBACK;
    return new PluginRow(
        jar.id(),
        next.version(),
        jar.symbolicName(),
        jar.digest(),
        origin.source(),
        origin.entry(),
        record.at().truncatedTo(ChronoUnit.MILLIS), // as the store keeps it
        true,
        undone
            ? Optional.empty()
            : Optional.of(new Previous(before.version(), before.digest(), record.id())),
        undone && before.source() == PluginSource.DEPLOY
            ? Optional.of(before.digest())
            : Optional.empty());
  }

  @Override
  public void committed(UpdateRecord record) {
    synchronized (slot) {
      slot.become(row(record), next);
    }
    all.files().prune(next.jar().id(), all.repository());
  }

  @Override
  public void reverted(String failure) {
    synchronized (slot) {
      if (failure.isEmpty()) {
        slot.show(old, PluginState.ACTIVE);
      } else {
        slot.fail(failure);
      }
    }
  }

  /**
   * Keeps the dropped-in file from being tried again by itself until it is committed: a version
   * that takes the kernel with it would do so at every start.
   */
  void decline() {
    synchronized (slot) {
      slot.row(slot.row().declined(next.jar().digest()));
      all.repository().changed(slot.row());
    }
  }
}
