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

/**
 * Brings a clock that ran far into the future back. What was written meanwhile is moved back by the
 * clock's lead, behind what it had seen: a new version under a new incarnation, which overrules the
 * one from the future wherever that waits.
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
    int batch;
    do {
      batch = replica.store().write(this::moveSome);
      count += batch;
    } while (batch > 0);
    replica.note();
    return count;
  }

  private long begin(Transaction tx, String by) {
    long incarnation = replica.identity().renew(tx, "the clock was set back by " + by);
    moved = new HybridClock(writtenAt, replica.clock().node(), incarnation, 0);
    return incarnation;
  }

  /** The last time, with nothing left to move, the clock goes on from where it should be. */
  private int moveSome(Transaction tx) {
    long limitMs = wall.millis() + StateLimits.AHEAD_MAX.toMillis();
    String limit = new Stamp(limitMs + 1, 0, 0, 0).text();
    List<String> keys =
        tx.query(
            "SELECT state_key FROM runtime_state WHERE stamp > ? ORDER BY stamp LIMIT ?",
            row -> row.text("state_key"),
            limit,
            BATCH);
    keys.forEach(key -> CopyTable.find(tx, key).ifPresent(held -> move(tx, held, limitMs, limit)));
    if (keys.isEmpty()) {
      long mark = Math.max(wall.millis(), moved.next(KEPT_BY_THE_ROW).ms() + 1);
      NodeRow.mark(tx).write(mark);
      replica.clock().begin(moved.incarnation(), mark);
    }
    return keys.size();
  }

  private void move(Transaction tx, Held held, long limitMs, String limit) {
    StateEntry future = held.entry();
    writtenAt.ms = Math.max(0, future.stamp().ms() - lead.toMillis());
    future.seen().stamps().stream()
        .filter(stamp -> stamp.ms() <= limitMs)
        .max(Comparator.naturalOrder())
        .ifPresent(stamp -> moved.meet(stamp, KEPT_BY_THE_ROW));
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
