package io.backplane.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another thread or process brings about. */
public final class Await {

  /** How long is waited where nothing else is said; long, since a passing test never uses it up. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final long FIRST_PARK_NANOS = 20_000;
  private static final long LONGEST_PARK_NANOS = 5_000_000;

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @param what completes the sentence "waited in vain until ..."
   * @throws AssertionError it did not within {@link #LIMIT}, or the thread was interrupted
   */
  public static void until(String what, BooleanSupplier condition) {
    until(what, LIMIT, condition);
  }

  /** As {@link #until(String, BooleanSupplier)}, with a limit of its own. */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    value(what, limit, condition::getAsBoolean, Boolean::booleanValue);
  }

  /**
   * Returns the first value that is as wished.
   *
   * @throws AssertionError none was within {@link #LIMIT}; the message shows the last one
   */
  public static <T> T value(String what, Supplier<T> source, Predicate<T> wished) {
    return value(what, LIMIT, source, wished);
  }

  /** As {@link #value(String, Supplier, Predicate)}, with a limit of its own. */
  public static <T> T value(String what, Duration limit, Supplier<T> source, Predicate<T> wished) {
    long deadline = System.nanoTime() + limit.toNanos();
    long parkNanos = FIRST_PARK_NANOS;
    while (true) {
      long began = System.nanoTime();
      T value = source.get();
      if (wished.test(value)) {
        return value;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError(
            "waited in vain for %d ms until %s; last: %s".formatted(limit.toMillis(), what, value));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting until " + what + "; last: " + value);
      }
      long asked = System.nanoTime() - began;
      LockSupport.parkNanos(Math.max(parkNanos, asked)); // asking must not take what is waited for
      parkNanos = Math.min(2 * parkNanos, LONGEST_PARK_NANOS);
    }
  }
}
