package io.backplane.host.js;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one thread that enters JavaScript, and what it has still to do. It ends when nothing is under
 * way that could call back: no timer, no request, no process. Thread-safe but for timers, which are
 * the loop's own.
 */
public final class Loop {

  private static final long AWAKE_NS = 100_000;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private int holding;
  private long lastTimer;
  private boolean awake;
  private boolean ended;

  private record Timer(long id, long dueNs, Runnable work, boolean holds)
      implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(dueNs - other.dueNs, 0);
      return byTime != 0 ? byTime : Long.compare(id, other.id);
    }
  }

  /** What becomes of work that was started. Called on the loop's thread. */
  public interface Then {
    void done(Object result);

    void failed(Exception e);
  }

  /** Has the loop's thread run something, as soon as it can. */
  public void post(Runnable work) {
    posted.add(work);
  }

  /** As {@link #post(Runnable)}; waits first until there is room for one more. */
  public void post(Semaphore room, Runnable work) throws InterruptedException {
    room.acquire();
    post(
        () -> {
          room.release();
          work.run();
        });
  }

  /** Keeps the loop going until it is {@linkplain #release released}. */
  public void hold() {
    held.incrementAndGet();
  }

  /** Undoes one {@link #hold}. */
  public void release() {
    held.decrementAndGet();
    post(() -> {});
  }

  /** Undoes one {@link #hold}, and has the loop's thread run something. */
  public void release(Runnable last) {
    post(
        () -> {
          held.decrementAndGet();
          last.run();
        });
  }

  /** Does what may block on a thread of its own. */
  public void start(String name, Callable<?> work, Then then) {
    hold();
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              Runnable end = outcome(work, then);
              release(end);
            });
  }

  private static Runnable outcome(Callable<?> work, Then then) {
    try {
      Object result = work.call();
      return () -> then.done(result);
    } catch (Exception e) {
      return () -> then.failed(e);
    }
  }

  /**
   * Runs something later.
   *
   * @param holds whether the loop goes on for it; else it is forgotten when nothing else is to come
   * @return a number to {@linkplain #cancel} it by
   */
  public long schedule(Duration delay, boolean holds, Runnable work) {
    timers.add(new Timer(++lastTimer, System.nanoTime() + delay.toNanos(), work, holds));
    holding += holds ? 1 : 0;
    return lastTimer;
  }

  /** Forgets a timer; one that is over or unknown is no fault. */
  public void cancel(long timer) {
    for (var all = timers.iterator(); all.hasNext(); ) {
      Timer one = all.next();
      if (one.id() == timer) {
        all.remove();
        holding -= one.holds() ? 1 : 0;
        return;
      }
    }
  }

  /** Has {@link #run} return, whatever is still to come. For the loop's thread. */
  public void end() {
    ended = true;
  }

  /** Runs whatever comes, until nothing can come any more. What throws ends it. */
  public void run() throws InterruptedException {
    while (!ended) {
      Runnable next = next();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  private Runnable next() throws InterruptedException {
    Runnable now = posted.poll();
    if (now != null) {
      return now;
    }
    if (holding == 0 && held.get() == 0 && posted.isEmpty()) {
      return null;
    }
    Timer first = timers.peek();
    if (first != null) {
      long waitNs = first.dueNs() - System.nanoTime();
      Runnable sooner = waitNs > 0 ? await(waitNs) : null;
      return sooner != null ? sooner : due();
    }
    return await(Long.MAX_VALUE);
  }

  /**
   * Where the last wait was short, the next is likely to be: then it is begun awake, since to wake
   * a processor that sleeps takes longer than a driver's answer.
   */
  private Runnable await(long limitNs) throws InterruptedException {
    long fromNs = System.nanoTime();
    Runnable next = null;
    while (awake && next == null && System.nanoTime() - fromNs < Math.min(limitNs, AWAKE_NS)) {
      Thread.onSpinWait();
      next = posted.poll();
    }
    if (next == null) {
      long leftNs = limitNs - (System.nanoTime() - fromNs);
      next = posted.poll(leftNs, TimeUnit.NANOSECONDS);
    }
    awake = PROCESSORS > 1 && System.nanoTime() - fromNs < 2 * AWAKE_NS;
    return next;
  }

  private Runnable due() {
    Timer first = timers.peek();
    if (first == null || first.dueNs() - System.nanoTime() > 0) {
      return () -> {};
    }
    timers.remove();
    holding -= first.holds() ? 1 : 0;
    return first.work();
  }
}
