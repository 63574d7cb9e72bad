package io.backplane.state;

import io.backplane.state.CopyTable.Held;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateTransport;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this kernel's copy with all that a ledger keeps. What the ledger lacks is sent again;
 * but a key that the others once had, untouched for longer than deletions are remembered, was
 * deleted while this kernel was away for longer than that, and goes here too.
 */
final class Resync {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.state");
  private static final int BATCH = 500;

  private final Replica replica;
  private final Store store;
  private final Clock wall;
  private final StateTransport transport;
  private final Set<String> keys = new HashSet<>();
  private final Set<String> versions = new HashSet<>();

  /** What is compared of a row. */
  private record Head(String key, String stamp, boolean deleted, String acked) {

    static Head of(Row row) {
      return new Head(
          row.text("state_key"), row.text("stamp"), row.flag("deleted"), row.text("acked"));
    }
  }

  Resync(Replica replica, Clock wall, StateTransport transport) {
    this.replica = replica;
    this.store = replica.store();
    this.wall = wall;
    this.transport = transport;
  }

  /**
   * @param row as it was before; the ledger it names may be another one
   * @param longAway whether deletions may have been forgotten since
   */
  void run(String ledger, NodeRow row, boolean longAway) throws IOException {
    boolean same = row.ledger().equals(ledger);
    if (!same) {
      store.write(tx -> tx.update("UPDATE runtime_state SET acked = ''"));
    }
    transport.snapshot(ledger, this::take);
    int gone = compare(same && longAway);
    store.write(
        tx -> {
          NodeRow.synced(tx, ledger, wall.millis(), row.resync());
          return true;
        });
    LOG.debug("state is the same as in {}: {} keys, {} deleted", ledger, keys.size(), gone);
  }

  private void take(List<StateEntry> page) {
    replica.receive(page, OptionalLong.empty());
    for (StateEntry entry : page) {
      keys.add(entry.key());
      versions.add(entry.key() + " " + entry.version());
    }
  }

  private int compare(boolean longAway) {
    int gone = 0;
    for (List<Head> heads = heads(""); !heads.isEmpty(); heads = heads(heads.getLast().key())) {
      List<Head> missing =
          heads.stream().filter(h -> !versions.contains(h.key() + " " + h.stamp())).toList();
      gone += store.write(tx -> settle(tx, missing, longAway));
    }
    return gone;
  }

  private List<Head> heads(String after) {
    return store.read(
        r ->
            r.query(
                "SELECT state_key, stamp, deleted, acked FROM runtime_state WHERE state_key > ?"
                    + " ORDER BY state_key LIMIT ?",
                Head::of,
                after,
                BATCH));
  }

  private int settle(Transaction tx, List<Head> missing, boolean longAway) {
    int gone = 0;
    for (Head head : missing) {
      if (longAway && isDeletedElsewhere(head)) {
        gone += CopyTable.find(tx, head.key()).map(held -> remove(tx, held, head)).orElse(0);
      } else if (head.acked().equals(head.stamp())) {
        tx.update(
            "UPDATE runtime_state SET acked = ? WHERE state_key = ? AND acked = ?",
            Held.SOME,
            head.key(),
            head.acked());
      }
    }
    return gone;
  }

  /** A deletion of one that is younger would be in the ledger. */
  private boolean isDeletedElsewhere(Head head) {
    long keptMs = StateLimits.TOMBSTONE_KEEP.minus(StateLimits.TOMBSTONE_MARGIN).toMillis();
    String old = new Stamp(Math.max(0, wall.millis() - keptMs), 0, 0, 0).text();
    boolean shared = !head.acked().isEmpty();
    return !keys.contains(head.key())
        && !head.deleted()
        && shared
        && head.stamp().compareTo(old) < 0;
  }

  private int remove(Transaction tx, Held held, Head head) {
    if (!held.entry().version().equals(head.stamp())) {
      return 0;
    }
    CopyTable.remove(tx, held);
    Told.deletedElsewhere(tx, held.entry(), wall.instant());
    return 1;
  }
}
