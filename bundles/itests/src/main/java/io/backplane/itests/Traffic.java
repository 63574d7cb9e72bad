package io.backplane.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Calls at a steady rate, from several callers, until it is stopped. */
final class Traffic {

  private static final int CALLERS = 10;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger answered = new AtomicInteger();
  private final ConcurrentLinkedQueue<RuntimeException> failed = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> waitsNs = new ConcurrentLinkedQueue<>();
  private final List<Thread> callers = new ArrayList<>();

  /**
   * @param perSecond in all
   */
  Traffic(int perSecond, Runnable call) {
    long everyNs = 1_000_000_000L * CALLERS / perSecond;
    for (int i = 0; i < CALLERS; i++) {
      long from = System.nanoTime() + everyNs * i / CALLERS;
      callers.add(Thread.ofPlatform().name("traffic-" + i).start(() -> run(call, from, everyNs)));
    }
  }

  /** A caller that is late calls at once, so that waits do not thin the traffic out. */
  private void run(Runnable call, long fromNs, long everyNs) {
    for (long due = fromNs; !over.get(); due += everyNs) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long begun = System.nanoTime();
      try {
        call.run();
        answered.incrementAndGet();
      } catch (RuntimeException e) {
        failed.add(e);
      }
      waitsNs.add(System.nanoTime() - begun);
    }
  }

  int answered() {
    return answered.get();
  }

  List<RuntimeException> failed() {
    return List.copyOf(failed);
  }

  /** How long the given share of calls took at most, in milliseconds. */
  double percentileMs(double share) {
    List<Long> sorted = waitsNs.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1e6;
  }

  void stop() throws InterruptedException {
    over.set(true);
    for (Thread caller : callers) {
      caller.join();
    }
  }
}
