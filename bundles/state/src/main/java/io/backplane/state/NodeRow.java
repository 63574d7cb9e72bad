package io.backplane.state;

import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Transaction;

/**
 * The one row of {@code runtime_state_node}: who this kernel is, how far its clock may have come,
 * what its copy holds, and how far it has followed the others.
 *
 * @param mark stamps given are below it
 * @param keys live ones
 * @param bytes of live values
 * @param ledger that was joined last; empty for none
 * @param position reached in it
 * @param syncedAt wall clock when it was followed last, in milliseconds; 0 for never
 * @param resync how often it was asked for that all of the ledger is looked at again, since that
 *     was done; 0 for not at all
 */
record NodeRow(
    long node,
    long incarnation,
    long mark,
    long keys,
    long bytes,
    long tombstones,
    long conflictsDropped,
    String ledger,
    long position,
    long syncedAt,
    long resync) {

  boolean needsResync() {
    return resync > 0;
  }

  static NodeRow read(Reader reader) {
    return reader
        .first("SELECT * FROM runtime_state_node", NodeRow::of)
        .orElseThrow(() -> new IllegalStateException("the kernel's identity is not stored"));
  }

  static NodeRow of(Row row) {
    return new NodeRow(
        row.number("node"),
        row.number("incarnation"),
        row.number("mark"),
        row.number("live_keys"),
        row.number("live_bytes"),
        row.number("tombstones"),
        row.number("conflicts_dropped"),
        row.text("ledger"),
        row.number("position"),
        row.number("synced_at"),
        row.number("resync"));
  }

  static void insert(Transaction tx, long node, long incarnation) {
    tx.update(
        "INSERT INTO runtime_state_node (id, node, incarnation, mark, live_keys, live_bytes,"
            + " tombstones, conflicts_dropped, conflicts_last, ledger, position, synced_at, resync)"
            + " VALUES (1, ?, ?, 0, 0, 0, 0, 0, 0, '', 0, 0, 0)",
        node,
        incarnation);
  }

  /** Another life: what was merged since the store was copied has to be fetched again. */
  static void incarnation(Transaction tx, long incarnation) {
    tx.update("UPDATE runtime_state_node SET incarnation = ?, resync = resync + 1", incarnation);
  }

  static HybridClock.Mark mark(Transaction tx) {
    return new HybridClock.Mark() {
      @Override
      public long read() {
        return tx.first("SELECT mark FROM runtime_state_node", row -> row.number("mark"))
            .orElseThrow();
      }

      @Override
      public void write(long ms) {
        tx.update("UPDATE runtime_state_node SET mark = ?", ms);
      }
    };
  }

  static void count(Transaction tx, int keys, int tombstones, long bytes) {
    tx.update(
        "UPDATE runtime_state_node SET live_keys = live_keys + ?, tombstones = tombstones + ?,"
            + " live_bytes = live_bytes + ?",
        keys,
        tombstones,
        bytes);
  }

  static void countDroppedConflicts(Transaction tx, int dropped) {
    tx.update("UPDATE runtime_state_node SET conflicts_dropped = conflicts_dropped + ?", dropped);
  }

  static void position(Transaction tx, long position) {
    tx.update("UPDATE runtime_state_node SET position = ?", position);
  }

  /**
   * This kernel has all that a ledger has, unless another resync was asked for since.
   *
   * @param resync as it was before that was looked at
   */
  static void synced(Transaction tx, String ledger, long at, long resync) {
    tx.update(
        "UPDATE runtime_state_node SET ledger = ?, synced_at = ?, resync = 0 WHERE resync = ?",
        ledger,
        at,
        resync);
  }

  static void needResync(Transaction tx) {
    tx.update("UPDATE runtime_state_node SET resync = resync + 1");
  }
}
