package io.backplane.state;

import io.backplane.store.spi.Store;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a round each second, sooner when it is woken, and sweeps now and then. */
final class Rounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.state");
  private static final long PERIOD_MS = 1_000;
  private static final long SWEEP_EVERY_NS = TimeUnit.MINUTES.toNanos(10);

  private final Runnable round;
  private final Runnable sweep;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param round what may wait for a {@link Store}
   */
  Rounds(Runnable round, Runnable sweep) {
    this.round = round;
    this.sweep = sweep;
    this.thread = Thread.ofVirtual().name("state").start(this::run);
  }

  void wake() {
    woken.release();
  }

  private void run() {
    long swept = System.nanoTime();
    try {
      while (!closed) {
        woken.tryAcquire(PERIOD_MS, TimeUnit.MILLISECONDS);
        woken.drainPermits();
        attempt(round);
        if (System.nanoTime() - swept >= SWEEP_EVERY_NS) {
          attempt(sweep);
          swept = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** What fails, such as on a full disk, is done again in the next round. */
  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("a round of shared state failed; the next one follows", e);
      }
    }
  }

  /** Comes back when a round that is under way has ended. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
