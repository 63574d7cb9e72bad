package io.backplane.driver;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Looks after the time limits of every session. One daemon thread serves all and is there only
 * while there are any.
 */
final class Watch {

  /** The one that sessions share. */
  static final Watch SHARED = new Watch(System::nanoTime, true);

  private static final long PERIOD_NANOS = Duration.ofMillis(100).toNanos();

  /** What has limits. */
  @FunctionalInterface
  interface Watched {
    /** Acts on what has passed. Must not block. */
    void tick(long nowNs);
  }

  private final LongSupplier nanos;
  private final boolean threaded;
  private final Set<Watched> all = ConcurrentHashMap.newKeySet();
  private boolean running; // guarded by this

  private Watch(LongSupplier nanos, boolean threaded) {
    this.nanos = nanos;
    this.threaded = threaded;
  }

  /** One without a thread, that looks when it is told to. */
  static Watch byHand(LongSupplier nanos) {
    return new Watch(nanos, false);
  }

  long nanos() {
    return nanos.getAsLong();
  }

  void add(Watched watched) {
    synchronized (this) {
      all.add(watched);
      if (running || !threaded) {
        return;
      }
      running = true;
    }
    Thread.ofPlatform().daemon().name("driver-watch").start(this::run);
  }

  void remove(Watched watched) {
    all.remove(watched);
  }

  private void run() {
    while (true) {
      LockSupport.parkNanos(PERIOD_NANOS);
      synchronized (this) {
        if (all.isEmpty()) {
          running = false;
          return;
        }
      }
      tick();
    }
  }

  void tick() {
    long now = nanos();
    for (Watched watched : all) {
      watched.tick(now);
    }
  }
}
