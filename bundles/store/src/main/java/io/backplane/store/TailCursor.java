package io.backplane.store;

import io.backplane.api.event.Event;
import io.backplane.store.spi.EventLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads from the table until it has seen all that is published, then takes the live tail from a
 * bounded queue, and goes back to the table when the queue overflows. Every field is guarded by the
 * log's lock.
 */
final class TailCursor implements EventLog.Cursor {

  static final int TAIL_MAX = 1_024;
  private static final int BATCH = 512;

  private enum Source {
    TABLE,
    TABLE_AFTER_OVERFLOW,
    TAIL
  }

  private final SqliteEventLog log;
  private final ReentrantLock lock;
  private final Condition changed;
  private final ArrayDeque<Event> tail = new ArrayDeque<>();
  private Source source = Source.TABLE;
  private long seen;
  private boolean closed;

  TailCursor(SqliteEventLog log, ReentrantLock lock, long seen) {
    this.log = log;
    this.lock = lock;
    this.changed = lock.newCondition();
    this.seen = seen;
  }

  @Override
  public List<Event> next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      long from;
      long published;
      lock.lockInterruptibly();
      try {
        var live = awaitTail(deadline);
        if (live.isPresent()) {
          return live.get();
        }
        from = seen;
        published = log.lastPublished();
      } finally {
        lock.unlock();
      }
      var events = readTable(from); // not under the lock: the writer must not wait for it
      if (see(events, published)) {
        return events;
      }
    }
  }

  /** Goes live where all that was published has been seen; empty when the table is next. */
  private Optional<List<Event>> awaitTail(long deadline) throws InterruptedException {
    if (source != Source.TAIL && seen >= log.lastPublished()) {
      source = Source.TAIL;
    }
    long left = deadline - System.nanoTime();
    while (source == Source.TAIL && tail.isEmpty() && !closed && left > 0) {
      left = changed.awaitNanos(left);
    }
    if (source != Source.TAIL && !closed) {
      return Optional.empty();
    }
    var events = List.copyOf(tail);
    tail.clear();
    if (!events.isEmpty()) {
      seen = events.getLast().seq();
    }
    return Optional.of(events);
  }

  private List<Event> readTable(long from) {
    try {
      return log.since(from, BATCH);
    } catch (IllegalStateException e) {
      if (closed()) {
        return List.of(); // the store was closed under the read
      }
      throw e;
    }
  }

  /**
   * @param published last number before the table was read; what is missing up to it was trimmed
   * @return whether there is something to hand out
   */
  private boolean see(List<Event> events, long published) {
    lock.lock();
    try {
      seen = events.isEmpty() ? Math.max(seen, published) : events.getLast().seq();
      return !closed && !events.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * With the lock held.
   *
   * @return whether the cursor has just fallen behind
   */
  boolean offer(List<Event> events) {
    if (source != Source.TAIL) {
      return false;
    }
    // The table shows a commit before it is published: such events may have been seen already.
    var unseen = events.stream().filter(event -> event.seq() > seen).toList();
    changed.signalAll();
    if (tail.size() + unseen.size() > TAIL_MAX) {
      tail.clear();
      source = Source.TABLE_AFTER_OVERFLOW;
      return true;
    }
    tail.addAll(unseen);
    return false;
  }

  /** With the lock held. */
  boolean slow() {
    return source == Source.TABLE_AFTER_OVERFLOW;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      tail.clear();
      log.remove(this);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
