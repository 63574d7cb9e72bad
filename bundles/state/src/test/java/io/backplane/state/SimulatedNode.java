package io.backplane.state;

import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import io.backplane.testing.SettableClock;
import io.backplane.testing.TempStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A kernel's state on a real database, driven by one thread, with a clock of its own. */
final class SimulatedNode implements AutoCloseable {

  private static final List<String> TABLES =
      List.of(
          "runtime_state",
          "runtime_state_history",
          "runtime_state_conflicts",
          "runtime_state_quarantine",
          "runtime_state_unsent",
          "runtime_state_node");

  private final SettableClock wall = new SettableClock();
  private final TempStore store = new TempStore(wall);
  private final Path note = store.directory().resolve("note");
  private Ledger.Line line;
  private Random random;
  private Duration skew = Duration.ZERO;
  private Replica replica;
  private Sync sync;

  /** Begins anew, as a kernel that never ran. */
  void begin(Ledger ledger, Random anew, Consumer<List<StateEntry>> arriving) {
    random = anew;
    line = ledger.new Line(arriving);
    skew = Duration.ZERO;
    if (replica != null) {
      store.write(tx -> TABLES.stream().mapToInt(t -> tx.update("DELETE FROM " + t)).sum());
      delete(note);
    }
    launch();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    replica = new Replica(store, wall, note, random);
    sync = new Sync(replica, wall, line, () -> {});
    sync.open();
  }

  /** Ends and starts again; without a clean end what was noted beside the store is older. */
  void restart(boolean clean) {
    if (clean) {
      replica.note();
    }
    sync.close();
    launch();
  }

  /** Sets the clock as far off as it is. */
  void time(Instant truth) {
    wall.jump(truth.plus(skew));
  }

  void skew(Duration next) {
    skew = next;
  }

  SettableClock wall() {
    return wall;
  }

  Ledger.Line line() {
    return line;
  }

  Sync sync() {
    return sync;
  }

  Replica replica() {
    return replica;
  }

  TempStore store() {
    return store;
  }

  StateEntry set(String key, String text) {
    return replica.set(key, StateValue.text(text), IfVersion.ANY, "sim");
  }

  StateEntry delete(String key) {
    return replica.delete(key, IfVersion.ANY, "sim");
  }

  boolean has(String key) {
    return store
        .read(r -> CopyTable.find(r, key))
        .filter(held -> !held.entry().deleted())
        .isPresent();
  }

  /** What stands, deletions included. */
  Map<String, StateEntry> standing() {
    var rows = new TreeMap<String, StateEntry>();
    store
        .read(r -> r.query("SELECT " + EntryRow.COLUMNS + " FROM runtime_state", EntryRow::read))
        .forEach(entry -> rows.put(entry.key(), entry));
    return rows;
  }

  List<StateConflict> conflicts() {
    return store.read(r -> ConflictLog.list(r, "", Long.MAX_VALUE, 10_000));
  }

  long quarantined() {
    return store.read(Quarantine::count);
  }

  @Override
  public void close() {
    store.close();
  }
}
