package io.backplane.driver;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Calls of a driver that multiplexes, by the ids of their requests. Not thread-safe. */
final class Numbered {

  /** Calls in flight at a time; open streams do not count. */
  static final int MAX = 64;

  private final Map<Long, CallFlight> calls = new HashMap<>();
  private int slots;
  private boolean used;

  /** Whether any request carried an id so far. */
  boolean used() {
    return used;
  }

  int slots() {
    return slots;
  }

  int streams() {
    return calls.size() - slots;
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void add(CallFlight call) {
    calls.put(call.id(), call);
    slots++;
    used = true;
  }

  boolean remove(CallFlight call) {
    boolean there = calls.remove(call.id(), call);
    if (there && !call.open()) {
      slots--;
    }
    return there;
  }

  /** Its first event gives its slot back. */
  void open(CallFlight call) {
    call.becomeOpen();
    slots--;
  }

  /** The call of this id, null for none. */
  CallFlight get(long id) {
    return calls.get(id);
  }

  /** Where there is one call alone, a driver may forget to say its id; null for none or several. */
  CallFlight only() {
    return calls.size() == 1 ? calls.values().iterator().next() : null;
  }

  Collection<CallFlight> all() {
    return calls.values();
  }

  void clear() {
    calls.clear();
    slots = 0;
  }
}
