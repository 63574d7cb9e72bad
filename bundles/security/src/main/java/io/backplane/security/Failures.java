package io.backplane.security;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

  private record Count(long windowEndMs, int failures, long lockedUntilMs) {}

  private final Clock clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > KEYS_MAX;
        }
      };

  Failures(Clock clock) {
    this.clock = clock;
  }

  /** How long the key is still locked. */
  synchronized Optional<Duration> locked(String key) {
    Count count = counts.get(key);
    long now = clock.millis();
    return count == null || count.lockedUntilMs() <= now
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(count.lockedUntilMs() - now));
  }

  synchronized void add(String key) {
    long now = clock.millis();
    Count old = counts.get(key);
    boolean fresh = old == null || old.windowEndMs() <= now;
    int failures = fresh ? 1 : old.failures() + 1;
    long windowEnd = fresh ? now + WINDOW.toMillis() : old.windowEndMs();
    long locked = old == null ? 0 : old.lockedUntilMs();
    if (failures >= FAILURES_MAX) {
      locked = now + LOCK.toMillis();
    }
    counts.put(key, new Count(windowEnd, failures, locked));
  }
}
