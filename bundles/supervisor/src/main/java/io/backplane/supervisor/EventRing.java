package io.backplane.supervisor;

import io.backplane.supervisor.spi.DriverEvent;
import java.util.ArrayDeque;
import java.util.List;

/** The last events of a unit's drivers. Thread-safe. */
final class EventRing {

  private static final int EVENTS_MAX = 256;

  private final ArrayDeque<DriverEvent> events = new ArrayDeque<>();

  synchronized void add(DriverEvent event) {
    if (events.size() == EVENTS_MAX) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  synchronized List<DriverEvent> list() {
    return List.copyOf(events);
  }
}
