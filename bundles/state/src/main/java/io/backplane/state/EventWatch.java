package io.backplane.state;

import io.backplane.api.event.Event;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateWatch;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the event log, and reads the versions that its events name. Where the log was trimmed
 * before this reader came to it, all that stands is given instead.
 */
final class EventWatch implements StateWatch {

  private static final int PAGE = 100;

  private final Store store;
  private final String prefix;
  private final EventLog.Cursor cursor;
  private long seq;
  private Optional<String> catchingUp = Optional.empty();

  EventWatch(Store store, EventLog events, String prefix) {
    this.store = store;
    this.prefix = prefix;
    this.seq = events.last();
    this.cursor = events.follow(seq);
  }

  @Override
  public List<StateEntry> next(Duration timeout) throws InterruptedException {
    if (catchingUp.isPresent()) {
      return catchUp(catchingUp.get());
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    long leftNs = timeout.toNanos();
    while (leftNs >= 0) {
      List<Event> events = cursor.next(Duration.ofNanos(leftNs));
      if (events.isEmpty()) {
        return List.of();
      }
      boolean gap = events.getFirst().seq() > seq + 1;
      seq = events.getLast().seq();
      List<StateEntry> changes = gap ? catchUp("") : changes(events);
      if (!changes.isEmpty()) {
        return changes;
      }
      leftNs = deadline - System.nanoTime();
    }
    return List.of();
  }

  private List<StateEntry> catchUp(String after) {
    List<StateEntry> page = store.read(r -> CopyTable.live(r, prefix, after, PAGE));
    catchingUp = page.size() < PAGE ? Optional.empty() : Optional.of(page.getLast().key());
    return page;
  }

  private List<StateEntry> changes(List<Event> events) {
    var changes = new ArrayList<StateEntry>();
    for (Event event : events) {
      boolean change = event.type().equals(Told.SET) || event.type().equals(Told.DELETED);
      if (change && event.subject().startsWith(prefix)) {
        String version = event.data().get(Told.VERSION).toString();
        store.read(r -> CopyTable.version(r, event.subject(), version)).ifPresent(changes::add);
      }
    }
    return changes;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
