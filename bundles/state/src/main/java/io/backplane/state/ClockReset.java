package io.backplane.state;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.state.CopyTable.Held;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.store.spi.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a clock that ran far into the future back. What was written meanwhile is moved back by the
 * clock's lead, behind what it had seen: a new version under a new incarnation, which overrules the
 * one from the future wherever that waits. What others wrote in the future waits here again.
 */
final class ClockReset {

  private static final int BATCH = 200;

  private final Replica replica;
  private final Clock wall;
  private final Duration lead;
  private final WrittenAt writtenAt = new WrittenAt();
  private HybridClock moved;

  private ClockReset(Replica replica, Clock wall) {
    this.replica = replica;
    this.wall = wall;
    this.lead = replica.clock().ahead();
  }

  /**
   * @return how many keys were moved
   * @throws RefusedException {@link Refusal.Conflict} when the clock is not far ahead
   */
  static int run(Replica replica, Clock wall, String by) {
    var reset = new ClockReset(replica, wall);
    if (reset.lead.compareTo(StateLimits.AHEAD_ABSURD) < 0) {
      throw new RefusedException(
          new Refusal.Conflict(
              "the stamps are %d ms ahead of the clock: less than %d min pass by themselves"
                  .formatted(reset.lead.toMillis(), StateLimits.AHEAD_ABSURD.toMinutes())));
    }
    return reset.run(by);
  }

  private int run(String by) {
    replica.store().write(tx -> begin(tx, by));
    int count = 0;
    List<String> keys;
    do {
      keys = replica.store().write(this::moveSome);
      replica.tell(keys);
      count += keys.size();
    } while (!keys.isEmpty());
    replica.note();
    return count;
  }

  private long begin(Transaction tx, String by) {
    long incarnation = replica.identity().renew(tx, "the clock was set back by " + by);
    moved = new HybridClock(writtenAt, replica.clock().node(), incarnation, 0);
    return incarnation;
  }

  /** The last time, with nothing left to move, the clock goes on from where it should be. */
  private List<String> moveSome(Transaction tx) {
    long limitMs = wall.millis() + StateLimits.AHEAD_ABSURD.toMillis();
    String limit = new Stamp(limitMs, 0, 0, 0).text();
    List<String> keys =
        tx.query(
            "SELECT state_key FROM runtime_state WHERE stamp > ? ORDER BY stamp LIMIT ?",
            row -> row.text("state_key"),
            limit,
            BATCH);
    for (String key : keys) {
      Held held = CopyTable.find(tx, key).orElseThrow();
      if (held.entry().stamp().node() == moved.node()) {
        move(tx, held, limit);
      } else {
        setAside(tx, held);
      }
    }
    if (keys.isEmpty()) {
      long mark = Math.max(wall.millis(), moved.next(KEPT_BY_THE_ROW).ms() + 1);
      NodeRow.mark(tx).write(mark);
      replica.clock().begin(moved.incarnation(), mark);
    }
    return keys;
  }

  /** Somebody else's, which this kernel should not have taken yet. */
  private static void setAside(Transaction tx, Held held) {
    CopyTable.remove(tx, held);
    if (Quarantine.put(tx, held.entry()) == Quarantine.Put.FULL) {
      NodeRow.needResync(tx);
    }
  }

  private void move(Transaction tx, Held held, String limit) {
    StateEntry future = held.entry();
    writtenAt.ms = Math.max(0, future.stamp().ms() - lead.toMillis());
    moved.meet(before(tx, future, limit), KEPT_BY_THE_ROW);
    Seen seen = future.seen().plus(future.stamp());
    var entry =
        new StateEntry(
            future.key(),
            future.value(),
            future.deleted(),
            moved.next(KEPT_BY_THE_ROW),
            seen,
            future.by(),
            future.at());
    String acked = held.shared() ? Held.SOME : "";
    replica.replace(tx, held, new Held(Merge.Copy.of(entry), acked));
    tx.update(
        "DELETE FROM runtime_state_history WHERE state_key = ? AND stamp > ?", future.key(), limit);
  }

  /** The greatest stamp that the version is to stay behind: the last that was written in time. */
  private static Stamp before(Transaction tx, StateEntry future, String limit) {
    Stream<String> earlier =
        tx
            .query(
                "SELECT MAX(stamp) AS s FROM runtime_state_history WHERE state_key = ? AND stamp < ?",
                row -> row.optionalText("s"),
                future.key(),
                limit)
            .stream()
            .flatMap(Optional::stream);
    Stream<String> seen = future.seen().stamps().stream().map(Stamp::text);
    return Stream.concat(earlier, seen)
        .filter(stamp -> stamp.compareTo(limit) < 0)
        .max(Comparator.naturalOrder())
        .or(() -> future.seen().stamps().isEmpty() ? Optional.empty() : newest(tx, limit))
        .map(Stamp::parse)
        .orElse(new Stamp(0, 0, 0, 0));
  }

  /** Where a key's own past is forgotten, that of all keys stands in for it. */
  private static Optional<String> newest(Transaction tx, String limit) {
    return tx.first(
            "SELECT MAX(stamp) AS s FROM runtime_state WHERE stamp < ?",
            row -> row.optionalText("s"),
            limit)
        .flatMap(stamp -> stamp);
  }

  /** These stamps are below the mark that is written in the end. */
  private static final HybridClock.Mark KEPT_BY_THE_ROW =
      new HybridClock.Mark() {
        @Override
        public long read() {
          return Long.MAX_VALUE;
        }

        @Override
        public void write(long ms) {
          throw new IllegalStateException("above every mark: " + ms);
        }
      };

  /** What the wall clock should have shown when a version was written. */
  private static final class WrittenAt extends Clock {

    private long ms;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(ms);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
