package io.backplane.host.js;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one thread that enters JavaScript, and what it has still to do. It ends when nothing is under
 * way that could call back: no timer, no request, no process. Thread-safe but for timers, which are
 * the loop's own.
 */
public final class Loop {

  private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long lastTimer;

  private record Timer(long id, long dueNs, Runnable work) implements Comparable<Timer> {
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
   * @return a number to {@linkplain #cancel} it by
   */
  public long schedule(Duration delay, Runnable work) {
    timers.add(new Timer(++lastTimer, System.nanoTime() + delay.toNanos(), work));
    return lastTimer;
  }

  /** Forgets a timer; one that is over or unknown is no fault. */
  public void cancel(long timer) {
    timers.removeIf(it -> it.id() == timer);
  }

  /** Runs whatever comes, until nothing can come any more. What throws ends it. */
  public void run() throws InterruptedException {
    while (true) {
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
    Timer first = timers.peek();
    if (first != null) {
      long waitNs = first.dueNs() - System.nanoTime();
      Runnable sooner = waitNs > 0 ? posted.poll(waitNs, TimeUnit.NANOSECONDS) : null;
      return sooner != null ? sooner : due();
    }
    return held.get() > 0 || !posted.isEmpty() ? posted.take() : null;
  }

  private Runnable due() {
    Timer first = timers.peek();
    if (first == null || first.dueNs() - System.nanoTime() > 0) {
      return () -> {};
    }
    return timers.remove().work();
  }
}
