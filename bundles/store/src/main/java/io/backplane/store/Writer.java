package io.backplane.store;

import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.store.spi.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Takes what has queued up while it was committing, runs it as one
 * transaction with a savepoint around each work, and answers the callers after the commit: one wait
 * for the disk serves them all.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final StoreSetup setup;
  private final DiskSpace disk;
  private final SqliteFault faults;
  private final EventAppender events;
  private final Consumer<List<Event>> published;
  private final WriteQueue queue;
  private final Thread thread;
  private Optional<Session> session;
  private volatile WriterFigures figures = WriterFigures.NONE;

  /**
   * @param published told of a group's events after its commit and before its callers are, on the
   *     writer's thread; must be quick
   */
  Writer(StoreSetup setup, Session session, EventAppender events, Consumer<List<Event>> published) {
    this.setup = setup;
    this.disk = new DiskSpace(setup);
    this.faults = new SqliteFault(disk);
    this.session = Optional.of(session);
    this.events = events;
    this.published = published;
    this.queue = new WriteQueue(setup.name(), setup.limits().queueMax());
    this.thread = Thread.ofPlatform().name("store-writer-" + setup.name()).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  <T> T write(Store.Write<T> work) {
    if (onWriterThread()) {
      throw new IllegalStateException("a write inside a write: use the transaction at hand");
    }
    var job = new WriteJob<>(work);
    queue.add(job);
    return job.await();
  }

  boolean onWriterThread() {
    return Thread.currentThread() == thread;
  }

  WriterFigures figures() {
    return figures;
  }

  int waiting() {
    return queue.size();
  }

  private void loop() {
    int max = setup.limits().groupMax();
    for (var group = queue.take(max); !group.isEmpty(); group = queue.take(max)) {
      runGroup(group);
      group.forEach(WriteJob::finish);
    }
    closeSession();
  }

  private void runGroup(List<WriteJob<?>> group) {
    figures = figures.started(System.nanoTime());
    events.begin();
    try {
      commit(group);
    } catch (SQLException e) {
      abort(group, faults.of(e, "a transaction of " + group.size()));
      return;
    } catch (RefusedException e) {
      abort(group, e);
      return;
    } catch (Exception | Error e) {
      abort(group, new IllegalStateException("the transaction was rolled back", e));
      return;
    }
    figures = figures.committed(setup.clock().instant(), group.size());
    publish();
  }

  private void commit(List<WriteJob<?>> group) throws SQLException {
    disk.check();
    var db = session();
    db.execute("BEGIN IMMEDIATE");
    for (WriteJob<?> job : group) {
      runInSavepoint(db, job);
    }
    events.trim(db);
    db.execute("COMMIT");
  }

  private void runInSavepoint(Session db, WriteJob<?> job) throws SQLException {
    var mark = events.mark();
    var tx = new SqliteTransaction(db, faults, events);
    db.execute("SAVEPOINT work");
    try {
      job.run(tx);
    } catch (Exception | Error e) {
      job.fail(e);
    } finally {
      tx.end();
    }
    if (tx.lost().isPresent()) {
      throw tx.lost().get();
    }
    if (job.failed()) {
      db.execute("ROLLBACK TO work");
      events.undo(mark);
    }
    db.execute("RELEASE work");
  }

  private void publish() {
    var committed = events.committed();
    try {
      published.accept(committed);
    } catch (RuntimeException e) {
      // Committed is committed: the callers must not be told otherwise.
      LOG.error("{}: events were committed but not delivered to live cursors", setup.name(), e);
    }
  }

  private void abort(List<WriteJob<?>> group, RuntimeException why) {
    events.rollback();
    group.forEach(job -> job.fail(why));
    if (figures.fault().isEmpty()) {
      LOG.warn(
          "{}: writes are undone and their callers told until this ends: {}",
          setup.name(),
          why.getMessage(),
          why);
    }
    figures = figures.failed(why.getMessage());
    if (!rolledBack()) {
      closeSession(); // the next group gets a new one
    }
  }

  private boolean rolledBack() {
    try {
      session().execute("ROLLBACK");
      return true;
    } catch (SQLException _) {
      return idle(); // on a full disk SQLite rolls back by itself
    }
  }

  private boolean idle() {
    try {
      session().execute("BEGIN");
      session().execute("ROLLBACK");
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  private Session session() throws SQLException {
    if (session.isEmpty()) {
      session = Optional.of(Session.writing(setup.file(), setup.synchronous()));
    }
    return session.get();
  }

  private void closeSession() {
    try {
      if (session.isPresent()) {
        session.get().close();
      }
    } catch (SQLException e) {
      LOG.warn("{}: closing the connection failed, it is dropped", setup.name(), e);
    } finally {
      session = Optional.empty();
    }
  }

  /** Runs what was queued, then ends. Takes no more. */
  @Override
  public void close() {
    queue.close();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.error("{}: a write does not end; the database stays open", setup.name());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
