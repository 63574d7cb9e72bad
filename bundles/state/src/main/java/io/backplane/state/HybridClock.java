package io.backplane.state;

import io.backplane.state.spi.Stamp;
import java.time.Clock;
import java.time.Duration;

/**
 * Gives stamps that only rise: the wall clock, or one more than the greatest stamp given or met
 * (Kulkarni et al., "Logical Physical Clocks", 2014). A mark ahead of it is kept where it outlives
 * the process, so that a wall clock that is set back and a restart do not give a stamp twice.
 * Thread-safe.
 */
final class HybridClock {

  /** How far the mark is set ahead: also how far stamps may be ahead after a crash. */
  static final long AHEAD_MS = 250;

  /** Keeps the mark, in the transaction that the stamp is for. */
  interface Mark {
    long read();

    void write(long ms);
  }

  private final Clock wall;
  private final long node;
  private long incarnation;
  private long ms;
  private int counter;

  /**
   * @param mark as it was kept last; every stamp will be at it or above
   */
  HybridClock(Clock wall, long node, long incarnation, long mark) {
    this.wall = wall;
    this.node = node;
    begin(incarnation, mark);
  }

  /** Goes on from another mark, perhaps a lower one: under another incarnation. */
  synchronized void begin(long nextIncarnation, long mark) {
    incarnation = nextIncarnation;
    ms = Math.max(0, mark - 1);
    counter = Stamp.COUNTER_MAX;
  }

  /** A stamp above all others given or met. */
  synchronized Stamp next(Mark mark) {
    long now = wall.millis();
    if (now > ms) {
      ms = now;
      counter = 0;
    } else if (counter < Stamp.COUNTER_MAX) {
      counter++;
    } else {
      ms++;
      counter = 0;
    }
    hold(mark);
    return new Stamp(ms, counter, node, incarnation);
  }

  /** Meets somebody's stamp: those given from now on are above it. */
  synchronized void meet(Stamp other, Mark mark) {
    if (other.ms() > ms || (other.ms() == ms && other.counter() > counter)) {
      ms = other.ms();
      counter = other.counter();
      hold(mark);
    }
  }

  private void hold(Mark mark) {
    if (ms >= mark.read()) {
      mark.write(ms + AHEAD_MS);
    }
  }

  /** Whether the stamp is of this node and incarnation and was not given yet. */
  synchronized boolean isForged(Stamp stamp) {
    boolean mine = stamp.node() == node && stamp.incarnation() == incarnation;
    return mine && (stamp.ms() > ms || (stamp.ms() == ms && stamp.counter() > counter));
  }

  /** How far the stamps run before the wall clock; zero when they do not. */
  synchronized Duration ahead() {
    return Duration.ofMillis(Math.max(0, ms - wall.millis()));
  }

  long node() {
    return node;
  }

  synchronized long incarnation() {
    return incarnation;
  }
}
