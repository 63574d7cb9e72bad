package io.backplane.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts failed attempts by key, an address or the beginning of a token: {@value #FAILURES_MAX}
 * within a minute lock the key for 15 minutes. Remembers the {@value #KEYS_MAX} keys that failed
 * last. Thread-safe.
 */
final class Failures {

  static final int FAILURES_MAX = 10;
  static final int KEYS_MAX = 10_000;
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final Duration LOCK = Duration.ofMinutes(15);

  /**
   * @param sinceNs when the window began
   * @param lockedAtNs when the lock was last earned; meaningless while {@code locked} is false
   */
  private record Count(long sinceNs, int failures, boolean locked, long lockedAtNs) {}

  private final LongSupplier nanos;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > KEYS_MAX;
        }
      };

  /**
   * @param nanos monotonic time: a clock that is set neither locks for longer nor unlocks
   */
  Failures(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How long the key is still locked. */
  synchronized Optional<Duration> locked(String key) {
    Count count = counts.get(key);
    if (count == null || !count.locked()) {
      return Optional.empty();
    }
    long left = LOCK.toNanos() - (nanos.getAsLong() - count.lockedAtNs());
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }

  synchronized void add(String key) {
    long now = nanos.getAsLong();
    Count old = counts.get(key);
    boolean fresh = old == null || now - old.sinceNs() >= WINDOW.toNanos();
    int failures = fresh ? 1 : old.failures() + 1;
    boolean locks = failures >= FAILURES_MAX;
    counts.put(
        key,
        new Count(
            fresh ? now : old.sinceNs(),
            failures,
            locks || (old != null && old.locked()),
            locks || old == null ? now : old.lockedAtNs()));
  }

  synchronized int keys() {
    return counts.size();
  }
}
