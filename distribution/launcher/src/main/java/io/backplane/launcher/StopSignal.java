package io.backplane.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM and Ctrl-C: the kernel is gone within 3 seconds, whatever a bundle does. */
final class StopSignal {

  private static final Duration BUNDLES_LIMIT = Duration.ofMillis(2_500);

  private final CountDownLatch mainDone = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal install(Kernel kernel) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(kernel), "stop-signal"));
    return signal;
  }

  private void stop(Kernel kernel) {
    if (mainDone.getCount() == 0) {
      return;
    }
    Thread last = Thread.ofPlatform().daemon().name("stop-limit").start(StopSignal::haltLater);
    try {
      kernel.stop(BUNDLES_LIMIT);
      mainDone.await(200, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      System.err.println("backplane: stopping: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    last.interrupt();
  }

  private static void haltLater() {
    try {
      Thread.sleep(BUNDLES_LIMIT.plusMillis(300));
      Runtime.getRuntime().halt(143);
    } catch (InterruptedException e) {
      // the bundles stopped in time
    }
  }

  /** The main thread has nothing left to do. */
  void done() {
    mainDone.countDown();
  }
}
