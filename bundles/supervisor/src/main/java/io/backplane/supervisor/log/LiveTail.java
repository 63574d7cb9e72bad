package io.backplane.supervisor.log;

import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.UnitLog.Lines;
import io.backplane.supervisor.spi.UnitLog.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands live lines to one reader. Holds 1,000; a slower reader is told how many it lost. What costs
 * much of a query is asked on the reader's thread, not on the writer's.
 */
final class LiveTail implements Tail {

  private static final int LINES_MAX = 1_000;

  private final LogQuery query;
  private final Set<LiveTail> tails;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<LogLine> past = List.of();
  private List<LogLine> lines = new ArrayList<>();
  private long dropped;
  private boolean closed;

  LiveTail(LogQuery query, Set<LiveTail> tails) {
    this.query = query;
    this.tails = tails;
  }

  /** Lines that come before all live ones; they match already. */
  void begin(List<LogLine> past) {
    this.past = past;
  }

  /** Never blocks. The newest lines are worth more than the oldest: those go first. */
  void offer(LogLine line) {
    if (!query.matchesHead(line)) {
      return;
    }
    lock.lock();
    try {
      if (lines.size() >= LINES_MAX) {
        dropped += lines.size();
        lines = new ArrayList<>();
      }
      lines.add(line);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Lines next(Duration limit) throws InterruptedException {
    if (!past.isEmpty()) {
      var first = new Lines(0, past, false);
      past = List.of();
      return first;
    }
    Lines taken = take(limit);
    return new Lines(
        taken.dropped(), taken.lines().stream().filter(query::matchesText).toList(), taken.ended());
  }

  private Lines take(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long nanos = limit.toNanos();
      while (lines.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      var taken = new Lines(dropped, lines, closed);
      dropped = 0;
      lines = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    tails.remove(this);
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
