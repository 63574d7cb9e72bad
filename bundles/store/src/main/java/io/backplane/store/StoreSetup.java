package io.backplane.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a {@link SqliteStore} is opened with.
 *
 * @param file the database; its name without the ending is the store's name
 * @param backups where copies go before a migration; empty for a database that may be lost
 * @param events whether this database carries the event log
 * @param freeBytes room left on the file's disk
 * @param clock wall time of events, backups and migration steps
 */
public record StoreSetup(
    Path file,
    Synchronous synchronous,
    Optional<Path> backups,
    boolean events,
    LongSupplier freeBytes,
    Clock clock,
    Limits limits) {

  /**
   * Caps of one store.
   *
   * @param queueMax writes that wait, from 1; one more is refused as busy
   * @param groupMax writes in one transaction, from 1
   * @param readersMax reads at a time, from 1
   * @param floorBytes free space under which writes are refused; asked for at every transaction
   * @param eventsMax events kept, at least 1; asked for at every transaction
   */
  public record Limits(
      int queueMax, int groupMax, int readersMax, LongSupplier floorBytes, LongSupplier eventsMax) {

    public static final long FLOOR_BYTES = 16 * 1024 * 1024;
    public static final long EVENTS_MAX = 100_000;
    public static final Limits DEFAULT =
        new Limits(4_096, 256, 4, () -> FLOOR_BYTES, () -> EVENTS_MAX);

    public Limits {
      if (queueMax < 1 || groupMax < 1 || readersMax < 1) {
        throw new IllegalArgumentException("limits start at 1");
      }
      Objects.requireNonNull(floorBytes, "floorBytes");
      Objects.requireNonNull(eventsMax, "eventsMax");
    }

    public Limits queueMax(int value) {
      return new Limits(value, groupMax, readersMax, floorBytes, eventsMax);
    }

    public Limits floorBytes(LongSupplier value) {
      return new Limits(queueMax, groupMax, readersMax, value, eventsMax);
    }

    public Limits eventsMax(LongSupplier value) {
      return new Limits(queueMax, groupMax, readersMax, floorBytes, value);
    }
  }

  public StoreSetup {
    Objects.requireNonNull(synchronous, "synchronous");
    Objects.requireNonNull(backups, "backups");
    Objects.requireNonNull(freeBytes, "freeBytes");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(limits, "limits");
    file = file.toAbsolutePath();
  }

  /** {@code manager.sqlite} in this directory: fully durable, backed up, with the event log. */
  public static StoreSetup manager(Path directory) {
    var backups = Optional.of(directory.resolve("backups"));
    return of(directory.resolve("manager.sqlite"), Synchronous.FULL, backups, true);
  }

  /** {@code telemetry.sqlite} in this directory: may be lost. */
  public static StoreSetup telemetry(Path directory) {
    var file = directory.resolve("telemetry.sqlite");
    return of(file, Synchronous.NORMAL, Optional.empty(), false);
  }

  private static StoreSetup of(
      Path file, Synchronous synchronous, Optional<Path> backups, boolean events) {
    var directory = file.toAbsolutePath().getParent().toFile();
    return new StoreSetup(
        file,
        synchronous,
        backups,
        events,
        directory::getUsableSpace,
        Clock.systemUTC(),
        Limits.DEFAULT);
  }

  public StoreSetup clock(Clock value) {
    return new StoreSetup(file, synchronous, backups, events, freeBytes, value, limits);
  }

  public StoreSetup limits(Limits value) {
    return new StoreSetup(file, synchronous, backups, events, freeBytes, clock, value);
  }

  public StoreSetup freeBytes(LongSupplier value) {
    return new StoreSetup(file, synchronous, backups, events, value, clock, limits);
  }

  /** The store's name in messages, thread names and backups. */
  String name() {
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
