package io.backplane.script;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that enters a script, and its event loop: what is posted runs one after the other,
 * each to its end. Each such stretch is a segment, on behalf of one errand or of nobody (a timer).
 */
final class ScriptThread {

  /** One entry into the script. */
  record Segment(Optional<Errand> errand, long number) {

    boolean isFor(Errand one) {
      return errand.filter(mine -> mine == one).isPresent();
    }

    boolean isAwaited() {
      return errand.filter(mine -> !mine.isOver()).isPresent();
    }
  }

  private final ScheduledThreadPoolExecutor executor;
  private final Object turn = new Object();
  private Segment running; // null between two; guarded by turn, as are the next two
  private long segments;
  private boolean interrupting;

  ScriptThread(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("script " + name).factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Runs it in its turn; dropped when the thread was ended. */
  void post(Optional<Errand> errand, Runnable work) {
    executor.execute(() -> run(errand, work));
  }

  ScheduledFuture<?> schedule(long ms, Runnable work) {
    return executor.schedule(() -> run(Optional.empty(), work), ms, TimeUnit.MILLISECONDS);
  }

  private void run(Optional<Errand> errand, Runnable work) {
    // The launcher's class path, where the engine looks for its languages; no bundle's is kept so.
    Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
    synchronized (turn) {
      running = new Segment(errand, ++segments);
    }
    try {
      work.run();
    } finally {
      leave();
    }
  }

  /** An interruption that is meant for this segment must not meet the next. */
  private void leave() {
    synchronized (turn) {
      running = null;
      turn.notifyAll();
      while (interrupting) {
        try {
          turn.wait();
        } catch (InterruptedException e) {
          break; // ended
        }
      }
    }
    Thread.interrupted(); // what is left of an interruption
  }

  /**
   * What keeps an errand that was given up from ending: the segment that runs for it; or one that
   * runs for the whole grace on behalf of nobody who waits. A segment that somebody waits for is
   * left alone: it has limits of its own.
   */
  Optional<Segment> inTheWayOf(Errand errand, Duration grace) throws InterruptedException {
    long deadline = System.nanoTime() + grace.toNanos();
    synchronized (turn) {
      Segment at = running;
      while (running == at && at != null && !errand.isEnded()) {
        long leftNs = deadline - System.nanoTime();
        if (at.isFor(errand) || (leftNs <= 0 && !at.isAwaited())) {
          return Optional.of(at);
        }
        if (leftNs <= 0) {
          return Optional.empty();
        }
        TimeUnit.NANOSECONDS.timedWait(turn, leftNs);
      }
      return Optional.empty();
    }
  }

  /** Makes the thread leave a context. */
  interface Interruption {
    void carryOut() throws TimeoutException;
  }

  /**
   * Carries out an interruption if this segment still runs; the next one waits until it is over.
   *
   * @return false when the thread does not leave
   */
  boolean interrupt(Segment segment, Interruption interruption) {
    synchronized (turn) {
      if (running != segment || interrupting) {
        return true;
      }
      interrupting = true;
    }
    try {
      interruption.carryOut();
      return true;
    } catch (TimeoutException e) {
      return false;
    } finally {
      synchronized (turn) {
        interrupting = false;
        turn.notifyAll();
      }
    }
  }

  /**
   * Drops what waits; the thread ends with what it is at. It is not interrupted here: a script
   * could catch that.
   */
  void end() {
    executor.shutdown();
  }
}
