package io.backplane.cluster;

import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Numbers of the messages that this kernel has sent: what they hold need not be taken when it comes
 * back. Thread-safe.
 */
final class OwnMessages {

  private final NavigableSet<Long> numbers = new ConcurrentSkipListSet<>();
  private volatile long passed;

  void sent(long number) {
    if (number > passed) {
      numbers.add(number);
    }
  }

  boolean isForeign(long number) {
    return !numbers.contains(number);
  }

  /** Forgets all up to a number. */
  void passed(long number) {
    passed = number;
    numbers.headSet(number, true).clear();
  }

  /** Another ledger counts anew. */
  void clear() {
    passed = 0;
    numbers.clear();
  }
}
