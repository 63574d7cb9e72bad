package io.backplane.driver;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Commands of a session's own that end streams and have no answer yet. Later calls wait for them:
 * the stream's own terminal may come right behind such an answer, and must not be taken for theirs.
 * Thread-safe.
 */
final class Endings {

  /** The longest that a call waits. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final Set<CallFlight> unanswered = new HashSet<>();

  synchronized void add(CallFlight ending) {
    unanswered.add(ending);
  }

  synchronized boolean isEmpty() {
    return unanswered.isEmpty();
  }

  /** It is answered, or will never be: no more events of its stream are expected. */
  synchronized void remove(CallFlight ending) {
    ending.silenceEnded();
    if (unanswered.remove(ending)) {
      notifyAll();
    }
  }

  synchronized void clear() {
    unanswered.clear();
    notifyAll();
  }

  /**
   * Blocks until there are none; what is left past the limit is not going to be answered.
   *
   * @return false when interrupted
   */
  synchronized boolean await() {
    long deadline = System.nanoTime() + WAIT.toNanos();
    long left = WAIT.toMillis();
    while (!unanswered.isEmpty() && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    unanswered.clear();
    return true;
  }
}
