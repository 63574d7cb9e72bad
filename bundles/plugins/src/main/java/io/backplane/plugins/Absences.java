package io.backplane.plugins;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells a file that is being replaced, gone for a moment, from one that was removed. Not
 * thread-safe.
 */
final class Absences {

  private final LongSupplier nanos;
  private final Map<String, Long> sinceNs = new HashMap<>();

  Absences(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * @param absent ids whose file is not there now
   * @return those of them that have been absent at every look for {@link DropIn#PATIENCE_MS}
   */
  List<String> lasting(List<String> absent) {
    long now = nanos.getAsLong();
    sinceNs.keySet().retainAll(absent);
    absent.forEach(id -> sinceNs.putIfAbsent(id, now));
    return absent.stream()
        .filter(id -> now - sinceNs.get(id) >= DropIn.PATIENCE_MS * 1_000_000)
        .toList();
  }
}
