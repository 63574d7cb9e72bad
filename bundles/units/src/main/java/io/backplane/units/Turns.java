package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thing at a time be done to an instance, and nothing before it has been found again. */
final class Turns {

  private final String instance;
  private final Duration limit;
  private final Supplier<Optional<Update>> underWay;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Void> first = new CompletableFuture<>();

  /**
   * @param limit how long is waited for what must come before
   * @param underWay an update that is not over
   */
  Turns(String instance, Duration limit, Supplier<Optional<Update>> underWay) {
    this.instance = instance;
    this.limit = limit;
    this.underWay = underWay;
  }

  /** What everything else waits for, however it ends. */
  void first(Runnable work) {
    try {
      locked(work);
    } finally {
      first.complete(null);
    }
  }

  /** Also while an update is under way. */
  void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for an old version to go that an update has replaced.
   *
   * @throws RefusedException {@link Refusal.Busy} while the process is being looked for, or an
   *     update is under way
   */
  <T> T alone(Supplier<T> work) {
    awaitFirst();
    underWay
        .get()
        .filter(update -> update.record().outcome() != Outcome.UNDER_WAY)
        .ifPresent(update -> await(update.over(), "the old version of " + instance + " is going"));
    lock.lock();
    try {
      underWay
          .get()
          .ifPresent(
              update -> {
                throw new RefusedException(
                    new Refusal.Busy(
                        instance + " is being updated: " + update.record().step().word(),
                        Duration.ofSeconds(5)));
              });
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  void awaitFirst() {
    await(first, "the process of " + instance + " is being looked for");
  }

  private void await(CompletableFuture<Void> event, String why) {
    try {
      event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RefusedException(new Refusal.Busy(why, Duration.ofSeconds(1)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
    }
  }
}
