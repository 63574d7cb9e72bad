package io.backplane.calls;

import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.Units.EndedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last calls that ended. Writers never wait for each other; a reader may miss a call that ends
 * meanwhile.
 */
final class CallRing {

  static final int SIZE = 1_000;

  /** A call with its number among those that ended, which tells it from one of another round. */
  private record Ended(long number, CallRecord call) {}

  private final AtomicReferenceArray<Ended> slots = new AtomicReferenceArray<>(SIZE);
  private final AtomicLong next = new AtomicLong();

  void add(CallRecord call) {
    long number = next.getAndIncrement();
    slots.set((int) (number % SIZE), new Ended(number, call));
  }

  EndedCalls since(long from) {
    long end = next.get();
    long begin = Math.max(Math.min(from, end), end - SIZE);
    var calls = new ArrayList<CallRecord>();
    for (long i = begin; i < end; i++) {
      Ended ended = slots.get((int) (i % SIZE));
      if (ended == null || ended.number() < i) {
        // Its number is taken, but it is not there yet: the next look finds it.
        return new EndedCalls(calls, begin - Math.min(from, begin), i);
      }
      if (ended.number() == i) {
        calls.add(ended.call());
      }
    }
    return new EndedCalls(calls, begin - Math.min(from, begin), end);
  }

  List<CallRecord> recent(String unit, int limit) {
    var found = new ArrayList<CallRecord>();
    long newest = next.get() - 1;
    for (long i = newest; i >= 0 && i > newest - SIZE && found.size() < limit; i--) {
      Ended ended = slots.get((int) (i % SIZE));
      boolean there = ended != null && ended.number() == i;
      if (there && (unit.isEmpty() || ended.call().unit().equals(unit))) {
        found.add(ended.call());
      }
    }
    return found;
  }
}
