package io.backplane.state;

import io.backplane.state.spi.StateLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Keys that were written and not sent yet, as far as they are known one by one. What holds them for
 * good is the store: a row whose version the others do not have. Thread-safe.
 */
final class Outbox {

  private final SequencedSet<String> keys = new LinkedHashSet<>();
  private boolean incomplete = true;

  synchronized void add(String key) {
    if (keys.size() < StateLimits.OUTBOX_MAX) {
      keys.add(key);
    } else {
      incomplete = true;
    }
  }

  synchronized void addAll(Collection<String> more) {
    more.forEach(this::add);
  }

  /** Has the store be looked through. */
  synchronized void lose() {
    incomplete = true;
  }

  /** Whether the store is to be looked through; it is taken as done. */
  synchronized boolean takeIncomplete() {
    boolean was = incomplete && keys.isEmpty();
    if (was) {
      incomplete = false;
    }
    return was;
  }

  synchronized List<String> take(int max) {
    var taken = new ArrayList<String>();
    while (taken.size() < max && !keys.isEmpty()) {
      taken.add(keys.removeFirst());
    }
    return taken;
  }
}
