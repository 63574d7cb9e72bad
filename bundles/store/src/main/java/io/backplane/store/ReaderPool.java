package io.backplane.store;

import io.backplane.store.spi.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few read-only connections, handed out in the order of asking. Thread-safe. */
final class ReaderPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReaderPool.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Path file;
  private final int readersMax;
  private final SqliteFault faults;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final ScopedValue<SqliteReader> outer = ScopedValue.newInstance();
  private volatile boolean closed;

  ReaderPool(StoreSetup setup, SqliteFault faults) {
    this.file = setup.file();
    this.readersMax = setup.limits().readersMax();
    this.faults = faults;
    this.permits = new Semaphore(readersMax, true);
  }

  /** A read inside a read sees the same snapshot, and cannot wait for a connection it holds. */
  <T> T read(Store.Read<T> work) {
    if (outer.isBound()) {
      return work.run(outer.get());
    }
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("the store " + file + " is closed");
      }
      return readOn(begin(), work);
    } catch (SQLException e) {
      throw faults.of(e, "a read of " + file);
    } finally {
      permits.release();
    }
  }

  private Session begin() throws SQLException {
    Session pooled = idle.poll();
    Session session = pooled == null ? Session.reading(file) : pooled;
    session.execute("BEGIN");
    return session;
  }

  private <T> T readOn(Session session, Store.Read<T> work) {
    var reader = new SqliteReader(session, faults);
    try {
      return ScopedValue.where(outer, reader).<T, RuntimeException>call(() -> work.run(reader));
    } finally {
      reader.end();
      giveBack(session);
    }
  }

  private void giveBack(Session session) {
    try {
      session.execute("ROLLBACK");
      idle.push(session);
    } catch (SQLException e) {
      LOG.warn("{}: a reading connection is replaced", file, e);
      close(session);
    }
  }

  private void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("{}: closing a reading connection failed, it is dropped", file, e);
    }
  }

  /** Waits for the reads under way. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!permits.tryAcquire(readersMax, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("{}: a read does not end; its connection stays open", file);
      } else {
        permits.release(readersMax);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      close(session);
    }
  }
}
