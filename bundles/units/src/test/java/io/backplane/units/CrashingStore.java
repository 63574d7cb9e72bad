package io.backplane.units;

import io.backplane.api.event.Event;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.units.spi.UpdateStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A store in front of another one that lets the caller die when a step is in the journal. */
final class CrashingStore implements Store {

  /** As the power that goes: nobody is there to catch it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash(UpdateStep at) {
      super("at " + at, null, false, false);
    }
  }

  private final Store store;
  private volatile Optional<UpdateStep> at = Optional.empty();
  private volatile CountDownLatch crashed = new CountDownLatch(1);

  CrashingStore(Store store) {
    this.store = store;
  }

  CountDownLatch crashAt(UpdateStep step) {
    crashed = new CountDownLatch(1);
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
    T result = store.write(tx -> work.run(new Watched(tx, seen)));
    if (seen[0]) {
      UpdateStep step = at.orElseThrow();
      at = Optional.empty();
      crashed.countDown();
      throw new Crash(step);
    }
    return result;
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
      if (sql.startsWith("UPDATE units_updates SET step")) {
        seen[0] = at.filter(step -> step.name().equals(args[0])).isPresent();
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
