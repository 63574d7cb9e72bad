package io.backplane.store;

import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One caller's work on its way through the writer. Its fields belong to the writer until done. */
final class WriteJob<T> {

  private final Store.Write<T> work;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Optional<Throwable> failure = Optional.empty();
  private T result;

  WriteJob(Store.Write<T> work) {
    this.work = work;
  }

  void run(Transaction tx) {
    result = work.run(tx);
  }

  /** What this work itself threw stays its answer, whatever becomes of the group. */
  void fail(Throwable why) {
    failure = failure.or(() -> Optional.of(why));
  }

  boolean failed() {
    return failure.isPresent();
  }

  /** Wakes the caller; nothing is changed after this. */
  void finish() {
    done.complete(null);
  }

  /** Waits through interrupts: whether it was committed is worth more than an early return. */
  T await() {
    done.join();
    failure.ifPresent(WriteJob::rethrow);
    return result;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }
}
