package io.backplane.shell;

import java.util.function.BooleanSupplier;

/**
 * Interrupts the thread that made it when the caller hangs up. Closing it waits until it has
 * stopped looking.
 */
final class HangUpWatch implements AutoCloseable {

  private static final long PERIOD_MS = 100;

  private final Thread worker = Thread.currentThread();
  private final BooleanSupplier peerGone;
  private final Thread watcher;
  private volatile boolean gone;

  HangUpWatch(BooleanSupplier peerGone) {
    this.peerGone = peerGone;
    this.watcher = Thread.ofVirtual().name("hang-up").start(this::watch);
  }

  boolean gone() {
    return gone;
  }

  private void watch() {
    try {
      while (!gone) {
        Thread.sleep(PERIOD_MS);
        if (peerGone.getAsBoolean()) {
          gone = true;
          worker.interrupt();
        }
      }
    } catch (InterruptedException e) {
      // the command has ended
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted && !gone) {
      worker.interrupt();
    }
  }
}
