package io.backplane.state;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.state.CopyTable.Held;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateValue;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * This kernel's copy of the shared state: what is written here, and what arrives. A stamp is given
 * in the transaction of its write, so that versions rise in the order in which they are committed.
 * Thread-safe; has no thread of its own.
 */
final class Replica {

  private static final List<String> STEPS = List.of("0001_state.sql");

  private final Store store;
  private final Clock wall;
  private final Identity identity;
  private final HybridClock clock;
  private final Skews skews = new Skews();
  private volatile Consumer<String> written = key -> {};

  /**
   * @param note the file beside the database that tells a copied store from its original
   */
  Replica(Store store, Clock wall, Path note, RandomGenerator random) {
    this.store = store;
    this.wall = wall;
    store.migrate(Migrations.of("state", Replica.class, STEPS.toArray(String[]::new)));
    this.identity = new Identity(store, note, random);
    NodeRow row = identity.open();
    this.clock = new HybridClock(wall, row.node(), row.incarnation(), row.mark());
  }

  /** Is told each key that was written here. */
  void onWritten(Consumer<String> listener) {
    written = listener;
  }

  Store store() {
    return store;
  }

  HybridClock clock() {
    return clock;
  }

  Identity identity() {
    return identity;
  }

  Skews skews() {
    return skews;
  }

  /** Notes beside the database how far the clock has come. */
  void note() {
    identity.note(store.read(NodeRow::read));
  }

  StateEntry set(String key, StateValue value, IfVersion condition, String by) {
    StateEntry.checkKey(key);
    return told(
        store.write(
            tx -> {
              Optional<Held> held = CopyTable.find(tx, key);
              condition.check(key, live(held));
              checkRoom(NodeRow.read(tx), live(held), value);
              return write(tx, held, key, value, false, Seen.NOTHING, by);
            }));
  }

  private static Optional<StateEntry> live(Optional<Held> held) {
    return held.map(Held::entry).filter(entry -> !entry.deleted());
  }

  private static void checkRoom(NodeRow row, Optional<StateEntry> before, StateValue value) {
    if (before.isEmpty() && row.keys() >= StateLimits.KEYS_MAX) {
      throw new RefusedException(
          new Refusal.OverCap("keys", StateLimits.KEYS_MAX, "delete some of them"));
    }
    long bytes = row.bytes() + value.size() - before.map(e -> e.value().size()).orElse(0);
    if (bytes > StateLimits.BYTES_MAX) {
      throw new RefusedException(
          new Refusal.OverCap(
              "bytes of all values", StateLimits.BYTES_MAX, "keep large things in files"));
    }
  }

  StateEntry delete(String key, IfVersion condition, String by) {
    StateEntry.checkKey(key);
    return told(
        store.write(
            tx -> {
              Optional<Held> held = CopyTable.find(tx, key);
              condition.check(key, live(held));
              if (live(held).isEmpty()) {
                throw new RefusedException(new Refusal.NotFound("key", key));
              }
              Tombstones.makeRoom(tx);
              return write(tx, held, key, StateValue.NOTHING, true, Seen.NOTHING, by);
            }));
  }

  private StateEntry told(StateEntry entry) {
    written.accept(entry.key());
    return entry;
  }

  /**
   * A version of this kernel.
   *
   * @param overruled versions that it is to have seen besides those that are known here
   */
  private StateEntry write(
      Transaction tx,
      Optional<Held> held,
      String key,
      StateValue value,
      boolean deleted,
      Seen overruled,
      String by) {
    HybridClock.Mark mark = NodeRow.mark(tx);
    held.ifPresent(present -> clock.meet(present.entry().stamp(), mark));
    Seen seen = held.map(present -> present.copy().known()).orElse(Seen.NOTHING).join(overruled);
    Stamp stamp = clock.next(mark);
    var entry = new StateEntry(key, value, deleted, stamp, seen, by, wall.instant());
    stand(tx, held, new Held(Merge.Copy.of(entry), held.map(Held::acked).orElse("")));
    return entry;
  }

  /** Lets a version stand. */
  private static void stand(Transaction tx, Optional<Held> before, Held after) {
    CopyTable.put(tx, before, after);
    Quarantine.supersede(tx, after.entry().key(), after.copy().known());
    Unsent.supersede(tx, after.entry());
    Told.stands(tx, after.entry());
  }

  /** Puts a version of this kernel in the place of another. */
  void replace(Transaction tx, Held before, Held after) {
    stand(tx, Optional.of(before), after);
  }

  /** Has keys looked at that may have something to send. */
  void tell(Collection<String> keys) {
    keys.forEach(written);
  }

  /**
   * Merges what arrives from the others.
   *
   * @param position reached with the last of them
   */
  void receive(List<StateEntry> entries, OptionalLong position) {
    int from = 0;
    do { // a position may come without entries
      int to = Math.min(entries.size(), from + StateLimits.BATCH_MAX);
      List<StateEntry> batch = entries.subList(from, to);
      tell(
          store.write(
              tx -> {
                var lost = new ArrayList<String>();
                batch.forEach(entry -> arrive(tx, entry, lost));
                if (to == entries.size()) {
                  position.ifPresent(reached -> NodeRow.position(tx, reached));
                }
                return lost;
              }));
      from = to;
    } while (from < entries.size());
  }

  /**
   * @param lost gets the key where a version lost that the others have not heard of
   */
  private void arrive(Transaction tx, StateEntry entry, Collection<String> lost) {
    if (clock.isForged(entry.stamp())) {
      long incarnation = identity.renew(tx, "another kernel writes under this one's name");
      clock.begin(incarnation, NodeRow.mark(tx).read());
    }
    long ahead = entry.stamp().ms() - wall.millis();
    skews.note(entry.stamp().node(), ahead, wall.instant());
    Optional<Held> held = CopyTable.find(tx, entry.key());
    if (ahead > StateLimits.AHEAD_MAX.toMillis()) {
      boolean known = held.filter(h -> h.copy().known().covers(entry.stamp())).isPresent();
      if (!known) {
        quarantine(tx, entry, ahead);
      }
      return;
    }
    clock.meet(entry.stamp(), NodeRow.mark(tx));
    if (held.isEmpty()) {
      stand(tx, held, new Held(Merge.Copy.of(entry), entry.version()));
    } else {
      merge(tx, held.get(), entry, lost);
    }
  }

  private static void quarantine(Transaction tx, StateEntry entry, long aheadMs) {
    switch (Quarantine.put(tx, entry)) {
      case KEPT -> Told.quarantined(tx, entry, aheadMs);
      case KNOWN -> {}
      case FULL -> NodeRow.needResync(tx);
    }
  }

  private void merge(Transaction tx, Held held, StateEntry entry, Collection<String> unsent) {
    Merge.Arrival arrival = Merge.arrive(held.copy(), entry);
    String acked = held.acked().compareTo(entry.version()) < 0 ? entry.version() : held.acked();
    var after = new Held(arrival.copy(), acked);
    arrival
        .lost()
        .ifPresent(lost -> Told.lost(tx, lost, after.entry(), arrival.clash(), wall.instant()));
    if (after.entry() == entry && arrival.news()) {
      if (held.pending()) {
        Unsent.put(tx, held.entry());
        unsent.add(entry.key());
      }
      stand(tx, Optional.of(held), after);
    } else if (!after.equals(held)) {
      CopyTable.update(tx, after);
      Quarantine.supersede(tx, entry.key(), after.copy().known());
    }
  }

  /**
   * Takes versions whose time has come.
   *
   * @return how many
   */
  int release() {
    int released = 0;
    while (released < StateLimits.QUARANTINE_MAX && releaseOne()) {
      released++;
    }
    return released;
  }

  private boolean releaseOne() {
    long limit = wall.millis() + StateLimits.AHEAD_MAX.toMillis();
    if (store.read(r -> Quarantine.due(r, limit)).isEmpty()) {
      return false;
    }
    var lost = new ArrayList<String>();
    boolean released =
        store.write(
            tx -> {
              Optional<StateEntry> due = Quarantine.due(tx, limit);
              due.ifPresent(
                  entry -> {
                    Quarantine.remove(tx, entry.key(), entry.stamp());
                    arrive(tx, entry, lost);
                  });
              return due.isPresent();
            });
    tell(lost);
    return released;
  }

  /** Writes a value from the future as this kernel's own. */
  StateEntry adopt(String key, Stamp version, String by) {
    return told(
        store.write(
            tx -> {
              StateEntry future = waiting(tx, key, version);
              Seen overruled = isAbsurd(version) ? Seen.NOTHING.plus(version) : Seen.NOTHING;
              Optional<Held> held = CopyTable.find(tx, key);
              return write(tx, held, key, future.value(), future.deleted(), overruled, by);
            }));
  }

  /** Overrules a version from the future with what stands here. */
  StateEntry drop(String key, Stamp version, String by) {
    return told(
        store.write(
            tx -> {
              StateEntry future = waiting(tx, key, version);
              if (!isAbsurd(version)) {
                throw new RefusedException(
                    new Refusal.Conflict(
                        "version %s of %s is less than %d min ahead: others may have taken it"
                            .formatted(version, key, StateLimits.AHEAD_ABSURD.toMinutes())));
              }
              Optional<Held> held = CopyTable.find(tx, key);
              StateValue value = held.map(h -> h.entry().value()).orElse(StateValue.NOTHING);
              boolean deleted = held.map(h -> h.entry().deleted()).orElse(true);
              StateEntry entry =
                  write(tx, held, key, value, deleted, Seen.NOTHING.plus(version), by);
              Told.dropped(tx, future, entry, wall.instant());
              return entry;
            }));
  }

  private static StateEntry waiting(Transaction tx, String key, Stamp version) {
    return Quarantine.find(tx, key, version)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal.NotFound("version from the future", key + " " + version)));
  }

  private boolean isAbsurd(Stamp stamp) {
    return stamp.ms() - wall.millis() > StateLimits.AHEAD_ABSURD.toMillis();
  }
}
