package io.backplane.driver;

import java.time.Duration;

/**
 * How a driver comes to its end. Its process and its stdout end in either order: the pipe may hold
 * answers of a process that is gone, and a grandchild may hold the pipe open for ever.
 */
final class Exit {

  /** Silence after which nothing more is expected of a process that is gone. */
  static final Duration QUIET = Duration.ofMillis(200);

  /** The longest that is read after the process is gone. */
  static final Duration DRAIN_MAX = Duration.ofSeconds(2);

  /** How long is waited, after stdout has ended, for word how the process went. */
  static final Duration WORD_MAX = Duration.ofSeconds(1);

  private boolean gone;
  private String how = "";
  private long goneNs;
  private boolean ended;
  private long endedNs;
  private boolean decided;
  private volatile boolean begun;

  /** Whether anything has ended, so that time counts. */
  boolean begun() {
    return begun;
  }

  /** How the process went, empty while it is there. */
  synchronized String how() {
    return how;
  }

  synchronized void gone(String text, long nowNs) {
    if (!gone) {
      gone = true;
      how = text;
      goneNs = nowNs;
      begun = true;
      notifyAll();
    }
  }

  /** Nothing more is waited for. */
  synchronized void decide() {
    decided = true;
    notifyAll();
  }

  /**
   * Blocks, after the end of stdout, until it is known how the process went.
   *
   * @param otherwise what is returned when it stays unknown
   */
  synchronized String await(String otherwise, long nowNs) {
    ended = true;
    endedNs = nowNs;
    begun = true;
    boolean interrupted = false;
    while (!gone && !decided && !interrupted) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return gone ? how : otherwise;
  }

  /**
   * @param readingSinceNs since when the reader waits for the next byte
   * @return whether stdout is to be closed
   */
  synchronized boolean tick(long nowNs, boolean reading, long readingSinceNs) {
    if (ended && !gone && nowNs - endedNs >= WORD_MAX.toNanos()) {
      decide();
    }
    if (!gone || ended) {
      return false;
    }
    long since = Math.max(readingSinceNs - goneNs, 0) + goneNs; // monotonic time has no order by >
    boolean quiet = reading && nowNs - since >= QUIET.toNanos();
    return quiet || nowNs - goneNs >= DRAIN_MAX.toNanos();
  }
}
