package io.backplane.testing;

import io.backplane.store.SqliteStore;
import io.backplane.store.StoreSetup;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real manager database in a directory of its own, which goes with it. To be closed, or as a
 * JUnit field: {@code @AutoClose final TempStore store = new TempStore(clock);}. Thread-safe but
 * for {@link #restart}.
 */
public final class TempStore implements Store, AutoCloseable {

  private final Path directory;
  private final SettableClock clock;
  private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
  private volatile SqliteStore store;

  /** With a clock of its own. */
  public TempStore() {
    this(new SettableClock());
  }

  /**
   * @param clock wall time of events
   */
  public TempStore(SettableClock clock) {
    this.clock = clock;
    try {
      this.directory = Files.createTempDirectory("backplane-store-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.store = open();
  }

  private SqliteStore open() {
    return SqliteStore.open(StoreSetup.manager(directory).clock(clock).freeBytes(freeBytes::get));
  }

  /** Closes the database and opens it again, as a kernel that was restarted does. */
  public void restart() {
    store.close();
    store = open();
  }

  /** Sets what is left on the disk: under 16 MiB the store refuses writes. */
  public void freeBytes(long bytes) {
    freeBytes.set(bytes);
  }

  public EventLog events() {
    return store.events();
  }

  public SettableClock clock() {
    return clock;
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void migrate(Migrations migrations) {
    store.migrate(migrations);
  }

  @Override
  public <T> T write(Write<T> work) {
    return store.write(work);
  }

  @Override
  public <T> T read(Read<T> work) {
    return store.read(work);
  }

  @Override
  public void close() {
    store.close();
    try (var files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
