package io.backplane.calls;

import io.backplane.calls.spi.CallRecord;
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

  private final AtomicReferenceArray<CallRecord> slots = new AtomicReferenceArray<>(SIZE);
  private final AtomicLong next = new AtomicLong();

  void add(CallRecord call) {
    slots.set((int) (next.getAndIncrement() % SIZE), call);
  }

  List<CallRecord> recent(String unit, int limit) {
    var found = new ArrayList<CallRecord>();
    long newest = next.get() - 1;
    for (long i = newest; i >= 0 && i > newest - SIZE && found.size() < limit; i--) {
      CallRecord call = slots.get((int) (i % SIZE));
      if (call != null && (unit.isEmpty() || call.unit().equals(unit))) {
        found.add(call);
      }
    }
    return found;
  }
}
