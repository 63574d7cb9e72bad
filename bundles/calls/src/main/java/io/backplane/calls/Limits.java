package io.backplane.calls;

import io.backplane.api.call.CallFault;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Ends calls whose time has passed. Looks over all calls under way every {@value #PERIOD_MS} ms
 * instead of arming a timer for each: a call costs one insertion and one removal, and nothing runs
 * while no call does.
 */
final class Limits implements AutoCloseable {

  static final long PERIOD_MS = 20;

  private final LongSupplier nanos;
  private final Set<LiveCall> watched = ConcurrentHashMap.newKeySet();
  private volatile Thread watcher;
  private volatile boolean idle;

  Limits(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void start() {
    watcher = Thread.ofPlatform().daemon().name("call-limits").unstarted(this::run);
    watcher.start();
  }

  Thread watcher() {
    return watcher;
  }

  /** How many calls are watched: those whose caller has not heard the end. */
  int watched() {
    return watched.size();
  }

  void watch(LiveCall call) {
    watched.add(call);
    if (idle) {
      LockSupport.unpark(watcher);
    }
  }

  void release(LiveCall call) {
    watched.remove(call);
  }

  void sweep() {
    long now = nanos.getAsLong();
    for (LiveCall call : watched) {
      call.checkLimits(now);
    }
  }

  /** Ends every call that is under way. */
  void endAll(CallFault fault, String message) {
    watched.forEach(call -> call.endByKernel(fault, message));
  }

  private void run() {
    while (watcher != null) {
      if (watched.isEmpty()) {
        idle = true;
        if (watched.isEmpty()) {
          LockSupport.park(this);
        }
        idle = false;
      } else {
        LockSupport.parkNanos(this, PERIOD_MS * 1_000_000);
        sweep();
      }
    }
  }

  @Override
  public void close() {
    Thread thread = watcher;
    watcher = null;
    if (thread == null) {
      return;
    }
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
