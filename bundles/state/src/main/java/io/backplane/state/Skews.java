package io.backplane.state;

import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whose clocks have been found ahead of this kernel's lately. Thread-safe. */
final class Skews {

  static final Duration KEPT = Duration.ofMinutes(10);

  private static final int NODES_MAX = 64;

  /** A clock that is ahead. */
  record Skew(long node, long aheadMs, Instant at) {

    String sentence() {
      return "the clock of node %s is %d ms ahead".formatted(Stamp.nodeText(node), aheadMs);
    }
  }

  private final Map<Long, Skew> skews =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Skew> eldest) {
          return size() > NODES_MAX;
        }
      };

  synchronized void note(long node, long aheadMs, Instant at) {
    if (aheadMs > StateLimits.AHEAD_WARN.toMillis()) {
      skews.put(node, new Skew(node, aheadMs, at));
    }
  }

  /** The worst of the last {@link #KEPT}. */
  synchronized Optional<Skew> worst(Instant now) {
    skews.values().removeIf(skew -> skew.at().isBefore(now.minus(KEPT)));
    return skews.values().stream().max(java.util.Comparator.comparingLong(Skew::aheadMs));
  }
}
