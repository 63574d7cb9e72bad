package io.backplane.store.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One database. Two are registered as services, told apart by the property {@link #DB}: {@link
 * #MANAGER} loses nothing that was acknowledged, {@link #TELEMETRY} may lose its last moments with
 * the power. SQL given to it is portable: no dialect beyond SQL-92 and {@code RETURNING}, so that
 * another engine can stand behind it. Thread-safe.
 */
@ProviderType
public interface Store {

  /** Service property with the database's name. */
  String DB = "db";

  String MANAGER = "manager";
  String TELEMETRY = "telemetry";

  /**
   * Brings the tables of one owner up to date, in one transaction, after a backup where there is
   * anything to lose. Blocks.
   *
   * @throws IllegalStateException a step that has run before is no longer the same, or the database
   *     has steps that this version does not know: the message names owner, step and the way out
   */
  void migrate(Migrations migrations);

  /**
   * Runs the work on the writer's thread, together with others' in one transaction, and returns
   * once that is committed; its events have been handed to live cursors by then. Blocks, and an
   * interrupt does not end the wait: the caller learns what became of the work and finds its
   * interrupt status as it was. The work runs once, and should be short: everybody waits for it.
   *
   * @throws IllegalStateException called from inside a write, a mistake in the SQL or a violated
   *     constraint (the cause is the {@link java.sql.SQLException}), or the store is closed
   * @throws RefusedException {@link Refusal.OverCap} when the disk is full or under the free-space
   *     floor, {@link Refusal.Busy} when the writer's queue is full; whatever the work itself
   *     throws, which undoes just this work
   */
  <T> T write(Write<T> work);

  /**
   * Runs the work on a consistent snapshot, in the caller's thread, with at most a few others at a
   * time. A read inside a read sees the same snapshot.
   *
   * @throws IllegalStateException called from inside a write, a mistake in the SQL, or the store is
   *     closed
   */
  <T> T read(Read<T> work);

  /** A change. Must not keep the transaction. */
  @FunctionalInterface
  interface Write<T> {
    T run(Transaction tx);
  }

  /** A query. Must not keep the reader. */
  @FunctionalInterface
  interface Read<T> {
    T run(Reader reader);
  }
}
