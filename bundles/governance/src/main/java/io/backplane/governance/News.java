package io.backplane.governance;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets threads wait for whatever comes next. Thread-safe. */
final class News {

  private long count;

  synchronized long count() {
    return count;
  }

  synchronized void tell() {
    count++;
    notifyAll();
  }

  /** Waits until more is told than was known, or the time has passed. */
  synchronized void await(long known, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long leftNs = limit.toNanos();
    while (count == known && leftNs > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
      leftNs = deadline - System.nanoTime();
    }
  }
}
