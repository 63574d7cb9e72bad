package io.backplane.store;

import io.backplane.api.event.Event;
import io.backplane.store.spi.Reader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Numbers and writes events inside the group's transaction. Numbers rise by one: what is undone
 * gives its numbers back, and nobody has seen them, because events are published after the commit.
 * The newest event is never trimmed, so a number that was published is not given twice. Used by the
 * writer's thread only.
 */
final class EventAppender {

  /** Most events trimmed in one transaction, so that no caller waits for a long delete. */
  static final int TRIM_MAX = 1_000;

  private static final String INSERT =
      "INSERT INTO events(seq, at, type, subject, level, data) VALUES (?, ?, ?, ?, ?, ?)";

  private final boolean enabled;
  private final Clock clock;
  private final LongSupplier eventsMax;
  private final List<Event> pending = new ArrayList<>();
  private Mark start = new Mark(0, 1, 0);
  private long first = 1;
  private long last;

  /** Where to return to. */
  record Mark(int pending, long first, long last) {}

  EventAppender(StoreSetup setup) {
    this.enabled = setup.events();
    this.clock = setup.clock();
    this.eventsMax = setup.limits().eventsMax();
  }

  /** Takes up the numbers where the table ends. Before the first write. */
  long load(Reader reader) {
    first = Math.max(1, number(reader, "SELECT min(seq) AS seq FROM events"));
    last = number(reader, "SELECT max(seq) AS seq FROM events");
    return last;
  }

  private static long number(Reader reader, String sql) {
    return reader.first(sql, row -> row.isNull("seq") ? 0 : row.number("seq")).orElse(0L);
  }

  /** Begins a group. */
  void begin() {
    start = mark();
  }

  /** Forgets the group that was begun. */
  void rollback() {
    undo(start);
  }

  Mark mark() {
    return new Mark(pending.size(), first, last);
  }

  void undo(Mark mark) {
    pending.subList(mark.pending(), pending.size()).clear();
    first = mark.first();
    last = mark.last();
  }

  long append(
      Session session, String type, String subject, Event.Level level, Map<String, Object> data)
      throws SQLException {
    if (!enabled) {
      throw new IllegalStateException("only the manager database has an event log");
    }
    String json = EventCodec.json(data);
    // Read back, so that an event looks the same live and from the table: numbers change type.
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var event = new Event(last + 1, at, type, subject, level, EventCodec.data(json));
    session.update(INSERT, event.seq(), at, type, subject, level.name(), json);
    pending.add(event);
    last = event.seq();
    return last;
  }

  /** Drops the oldest events over the cap, a batch at a time. */
  void trim(Session session) throws SQLException {
    if (!enabled) {
      return;
    }
    long max = Math.max(1, eventsMax.getAsLong());
    long excess = last - first + 1 - max;
    if (excess >= Math.clamp(max / 10, 1, TRIM_MAX)) {
      long end = first + Math.min(excess, TRIM_MAX);
      session.update("DELETE FROM events WHERE seq < ?", end);
      first = end;
    }
  }

  /** Ends a group: what was committed, in order. */
  List<Event> committed() {
    var events = List.copyOf(pending);
    pending.clear();
    return events;
  }
}
