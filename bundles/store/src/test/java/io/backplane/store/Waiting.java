package io.backplane.store;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Waiting for things to become so, with a limit. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Waiting() {}

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("waited in vain until " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  static void on(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        fail("waited in vain for a latch");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs this many at once, each on a thread of its own. */
  static <T> List<Future<T>> together(int count, IntFunction<Callable<T>> task) {
    var futures = new ArrayList<Future<T>>();
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    for (int i = 0; i < count; i++) {
      futures.add(executor.submit(task.apply(i)));
    }
    executor.shutdown();
    return futures;
  }

  static <T> T get(Future<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
