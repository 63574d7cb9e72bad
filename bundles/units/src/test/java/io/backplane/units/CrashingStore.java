package io.backplane.units;

import io.backplane.api.event.Event;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.updates.spi.UpdateStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A store in front of another one that lets the caller die at a step of the journal. */
final class CrashingStore implements Store {

  /** As the power that goes: nobody is there to catch it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash(UpdateStep at) {
      super("at " + at, null, false, false);
    }
  }

  /** Where the step stands among the values of the journal's write. */
  private static final int STEP = 3;

  private final Store store;
  private volatile Optional<UpdateStep> at = Optional.empty();
  private volatile boolean written;
  private volatile CountDownLatch crashed = new CountDownLatch(1);

  CrashingStore(Store store) {
    this.store = store;
  }

  /**
   * @param written whether the step is in the journal then; else all before it is done
   */
  CountDownLatch crashAt(UpdateStep step, boolean written) {
    crashed = new CountDownLatch(1);
    this.written = written;
    at = Optional.of(step);
    return crashed;
  }

  @Override
  public void migrate(Migrations migrations) {
    store.migrate(migrations);
  }

  @Override
  public <T> T write(Write<T> work) {
    boolean[] seen = {false};
    try {
      T result = store.write(tx -> work.run(new Watched(tx, seen)));
      if (seen[0]) {
        throw crash();
      }
      return result;
    } catch (NotWritten e) {
      throw crash();
    }
  }

  private Crash crash() {
    UpdateStep step = at.orElseThrow();
    at = Optional.empty();
    crashed.countDown();
    return new Crash(step);
  }

  /** Undoes a write. */
  private static final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public <T> T read(Read<T> work) {
    return store.read(work);
  }

  private final class Watched implements Transaction {
    private final Transaction tx;
    private final boolean[] seen;

    Watched(Transaction tx, boolean[] seen) {
      this.tx = tx;
      this.seen = seen;
    }

    @Override
    public int update(String sql, Object... args) {
      if (sql.startsWith("UPDATE runtime_updates") && sql.contains("step = ?")) {
        seen[0] = at.filter(step -> step.name().equals(args[STEP])).isPresent();
        if (seen[0] && !written) {
          throw new NotWritten();
        }
      }
      return tx.update(sql, args);
    }

    @Override
    public long emit(String type, String subject, Event.Level level, Map<String, Object> data) {
      return tx.emit(type, subject, level, data);
    }

    @Override
    public <T> List<T> query(String sql, Function<Row, T> map, Object... args) {
      return tx.query(sql, map, args);
    }

    @Override
    public <T> Optional<T> first(String sql, Function<Row, T> map, Object... args) {
      return tx.first(sql, map, args);
    }
  }
}
