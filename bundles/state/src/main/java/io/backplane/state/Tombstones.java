package io.backplane.state;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.state.CopyTable.Held;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateLimits;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Deleted keys: remembered for {@link StateLimits#TOMBSTONE_KEEP}, so that whoever has been away
 * does not bring them back.
 */
final class Tombstones {

  private static final int BATCH = 500;

  private Tombstones() {}

  /**
   * Makes room for one more, by forgetting some that nobody else has heard of.
   *
   * @throws RefusedException {@link Refusal.OverCap}
   */
  static void makeRoom(Transaction tx) {
    if (NodeRow.read(tx).tombstones() < StateLimits.TOMBSTONES_MAX) {
      return;
    }
    List<String> unshared =
        tx.query(
            "SELECT state_key FROM runtime_state WHERE deleted = 1 AND acked = ''"
                + " ORDER BY stamp LIMIT ?",
            row -> row.text("state_key"),
            BATCH);
    if (unshared.isEmpty()) {
      throw new RefusedException(
          new Refusal.OverCap(
              "deleted keys",
              StateLimits.TOMBSTONES_MAX,
              "they are remembered for " + StateLimits.TOMBSTONE_KEEP.toDays() + " days"));
    }
    unshared.forEach(key -> CopyTable.find(tx, key).ifPresent(held -> CopyTable.remove(tx, held)));
  }

  /** The stamp's text below which deletions are forgotten. */
  static String limit(Clock wall) {
    long ms = wall.millis() - StateLimits.TOMBSTONE_KEEP.toMillis();
    return new Stamp(Math.max(0, ms), 0, 0, 0).text();
  }

  /**
   * Forgets old deletions. One that the others have not heard of is kept, where there are others.
   *
   * @return those that the others know
   */
  static List<Held> sweep(Store store, Clock wall) {
    String limit = limit(wall);
    var forgotten = new ArrayList<Held>();
    while (true) {
      List<String> old = store.read(r -> old(r, limit));
      if (old.isEmpty()) {
        return forgotten;
      }
      forgotten.addAll(store.write(tx -> remove(tx, old, limit)));
    }
  }

  private static List<String> old(Reader reader, String limit) {
    NodeRow node = NodeRow.read(reader);
    if (node.tombstones() == 0) {
      return List.of();
    }
    return reader.query(
        "SELECT state_key FROM runtime_state WHERE deleted = 1 AND stamp < ?"
            + " AND (? = '' OR acked = '' OR acked = stamp) LIMIT ?",
        row -> row.text("state_key"),
        limit,
        node.ledger(),
        BATCH);
  }

  private static List<Held> remove(Transaction tx, List<String> keys, String limit) {
    var shared = new ArrayList<Held>();
    for (String key : keys) {
      CopyTable.find(tx, key)
          .filter(held -> held.entry().deleted())
          .filter(held -> held.entry().version().compareTo(limit) < 0)
          .ifPresent(
              held -> {
                CopyTable.remove(tx, held);
                if (held.shared()) {
                  shared.add(held);
                }
              });
    }
    return shared;
  }
}
