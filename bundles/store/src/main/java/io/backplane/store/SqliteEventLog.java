package io.backplane.store;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.store.spi.EventLog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The table of events and those who follow it. One lock guards what is published and where each
 * cursor stands, so a cursor goes from the table to the live tail with nothing in between.
 */
final class SqliteEventLog implements EventLog {

  static final int CURSORS_MAX = 1_024;
  private static final int SINCE_MAX = 10_000;
  private static final String SINCE = "SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?";

  private final ReaderPool readers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<TailCursor> cursors = new HashSet<>();
  private long last;
  private long overflows;
  private boolean closed;

  /**
   * @param slow cursors that fell behind the live tail and read from the table
   * @param overflows how often one fell behind since the start
   */
  record Figures(int cursors, int slow, long overflows, long last) {}

  SqliteEventLog(ReaderPool readers) {
    this.readers = readers;
  }

  /**
   * @param end number of the newest event in the table
   */
  void start(long end) {
    lock.lock();
    try {
      last = end;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Event> since(long seq, int limit) {
    if (limit < 1 || limit > SINCE_MAX) {
      throw new RefusedException(new Refusal.Invalid("limit", "must be 1 to " + SINCE_MAX));
    }
    return readers.read(reader -> reader.query(SINCE, EventCodec::event, seq, limit));
  }

  @Override
  public Cursor follow(long seq) {
    lock.lock();
    try {
      if (seq < 0 || seq > last) {
        throw new RefusedException(
            new Refusal.Invalid("seq", "is " + seq + ", the log ends at " + last));
      }
      if (cursors.size() >= CURSORS_MAX) {
        throw new RefusedException(
            new Refusal.OverCap("event cursors", CURSORS_MAX, "close one that is not read"));
      }
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      var cursor = new TailCursor(this, lock, seq);
      cursors.add(cursor);
      return cursor;
    } finally {
      lock.unlock();
    }
  }

  /** Hands over what was committed. Called in order, by the writer. */
  void publish(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      last = events.getLast().seq();
      for (TailCursor cursor : cursors) {
        if (cursor.offer(events)) {
          overflows++;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** With the lock held. */
  long lastPublished() {
    return last;
  }

  /** With the lock held. */
  void remove(TailCursor cursor) {
    cursors.remove(cursor);
  }

  Figures figures() {
    lock.lock();
    try {
      int slow = (int) cursors.stream().filter(TailCursor::slow).count();
      return new Figures(cursors.size(), slow, overflows, last);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      List.copyOf(cursors).forEach(TailCursor::close);
    } finally {
      lock.unlock();
    }
  }
}
