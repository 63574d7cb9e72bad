package io.backplane.updates.spi;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs foreign code on a thread of its own: one that hangs is interrupted and left behind. */
public final class Guarded {

  /** Causes may lead in a circle. */
  private static final int CAUSES_MAX = 100;

  private Guarded() {}

  /**
   * @param what the thread's name
   * @param loader the context class loader
   * @throws Failure what it has thrown, or that it did not return in time
   */
  public static <T> T call(String what, ClassLoader loader, Duration limit, Callable<T> work)
      throws Failure, InterruptedException {
    var task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().name(what).unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Failure("does not return within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new Failure(rootMessage(e.getCause()));
    } finally {
      task.cancel(true);
    }
  }

  /** What the innermost cause says, or its name where it says nothing. */
  public static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < CAUSES_MAX; depth++) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** Why there is no result. */
  public static final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    public Failure(String message) {
      super(message);
    }
  }
}
