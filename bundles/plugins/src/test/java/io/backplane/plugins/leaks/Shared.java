package io.backplane.plugins.leaks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** What foreign classes see of the tests: places to leave things in. */
public final class Shared {

  public static final List<Object> KEPT = new ArrayList<>();
  public static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  public static final Executor POOL =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("shared-pool").factory());
  private static volatile CountDownLatch gate = new CountDownLatch(1);

  private Shared() {}

  /** Returns when {@link #letGo} is called. */
  public static void stay() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same as a task of the tests' own. */
  public static Runnable task() {
    return Shared::stay;
  }

  static void letGo() {
    KEPT.clear();
    gate.countDown();
    gate = new CountDownLatch(1);
  }
}
