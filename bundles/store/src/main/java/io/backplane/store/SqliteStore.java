package io.backplane.store;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;

/**
 * One SQLite database in WAL mode with one writer and a few readers. A file is opened by one store
 * at a time. Thread-safe.
 */
public final class SqliteStore implements Store, AutoCloseable {

  private final StoreSetup setup;
  private final Writer writer;
  private final ReaderPool readers;
  private final Migrator migrator;
  private final SqliteEventLog events;
  private final EventAppender appender;

  private SqliteStore(StoreSetup setup, Session session) throws SQLException {
    var faults = new SqliteFault(new DiskSpace(setup));
    var backups = setup.backups().map(directory -> new Backups(setup, directory, faults));
    this.setup = setup;
    this.readers = new ReaderPool(setup, faults);
    this.events = new SqliteEventLog(readers);
    this.appender = new EventAppender(setup);
    this.writer = new Writer(setup, session, appender, events::publish);
    this.migrator = new Migrator(this, setup.clock(), Migrator.prepare(session), backups);
  }

  /**
   * Opens or makes the database. The directory is made when it is missing. The caller closes it.
   *
   * @throws RefusedException {@link Refusal.OverCap} when the disk has no room for it
   * @throws IllegalStateException the file is no database, is damaged or comes from a newer version
   */
  public static SqliteStore open(StoreSetup setup) {
    try {
      Files.createDirectories(setup.file().getParent());
      return start(setup, Session.writing(setup.file(), setup.synchronous()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + setup.file().getParent(), e);
    } catch (SQLException e) {
      throw new SqliteFault(new DiskSpace(setup)).of(e, "opening " + setup.file());
    }
  }

  private static SqliteStore start(StoreSetup setup, Session session) throws SQLException {
    SqliteStore store;
    try {
      store = new SqliteStore(setup, session);
    } catch (SQLException e) {
      session.close();
      throw e;
    }
    try {
      store.start();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void start() {
    writer.start();
    if (setup.events()) {
      migrate(Migrations.of("store", SqliteStore.class, "0001_events.sql"));
      // By a read, so that a kernel can start on a full disk.
      events.start(read(appender::load));
    }
  }

  @Override
  public void migrate(Migrations migrations) {
    migrator.migrate(migrations);
  }

  @Override
  public <T> T write(Write<T> work) {
    return writer.write(work);
  }

  @Override
  public <T> T read(Read<T> work) {
    if (writer.onWriterThread()) {
      throw new IllegalStateException("a read inside a write: ask the transaction at hand");
    }
    return readers.read(work);
  }

  /** The log of a store whose setup asks for one; an empty one else. */
  public EventLog events() {
    return events;
  }

  WriterFigures writerFigures() {
    return writer.figures();
  }

  SqliteEventLog.Figures eventFigures() {
    return events.figures();
  }

  int waiting() {
    return writer.waiting();
  }

  StoreSetup setup() {
    return setup;
  }

  /** Runs what was queued and ends what is being read; cursors end. Takes at most 15 s. */
  @Override
  public void close() {
    events.close();
    // The writer's connection is the last to close: that one folds the log into the database.
    readers.close();
    writer.close();
  }
}
