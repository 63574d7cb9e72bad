package io.backplane.plugins.leaks;

import io.backplane.api.call.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that versions that were stopped can be collected. Thread-safe. Holds no strong reference
 * to any loader. One thread of its own, which sleeps while nothing is watched.
 */
public final class UnloadProof implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  /** A kernel that is never idle is collected all the same, this long after the delay. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration IDLE_LOOK = Duration.ofSeconds(1);

  /**
   * When is collected.
   *
   * @param delay from {@link #watch} to the first full collection
   * @param between two full collections, whomever they are for
   * @param collections that a loader outlives before it counts as leaked
   */
  public record Timing(Duration delay, Duration between, int collections) {
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(10), Duration.ofSeconds(1), 3);

    public Timing {
      if (delay.isNegative() || between.isNegative() || collections < 1) {
        throw new IllegalArgumentException("not a timing: " + delay + " " + between);
      }
    }
  }

  /**
   * Whose loader is watched.
   *
   * @param update id of the update that replaced it; 0 for an unload
   */
  public record Subject(String plugin, String version, long update) {
    public Subject {
      Objects.requireNonNull(plugin, "plugin");
      Objects.requireNonNull(version, "version");
    }

    String name() {
      return plugin + " " + version;
    }
  }

  /** Hears what came of it, on the proof's own thread, never under a lock. */
  public interface Listener {

    /**
     * It is gone. Told once, after {@link #leaked} too when it goes later than that.
     *
     * @param after from {@link #watch} to when it was noticed
     */
    void collected(Subject subject, Duration after);

    /**
     * It has outlived the full collections.
     *
     * @param findings what {@link LeakProbes} found; may be empty
     */
    void leaked(Subject subject, List<String> findings);
  }

  /**
   * A loader that should be gone and is not.
   *
   * @param since when it was stopped
   */
  public record Leak(Subject subject, Instant since, List<String> findings) {
    public Leak {
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(since, "since");
      findings = List.copyOf(findings);
    }

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "plugin", subject.plugin(),
          "version", subject.version(),
          "update", subject.update(),
          "since", since.toString(),
          "findings", findings);
    }
  }

  /** What wakes the thread from its queue. */
  private static final class Nudge extends WeakReference<ClassLoader> {
    Nudge(ReferenceQueue<ClassLoader> queue) {
      super(UnloadProof.class.getClassLoader(), queue);
      enqueue();
    }
  }

  private final Timing timing;
  private final BooleanSupplier idle;
  private final Listener listener;
  private final LongSupplier nanos;
  private final Runnable collector;
  private final Clock clock = Clock.systemUTC();
  private final ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
  private final Thread thread;
  private final Object lock = new Object();
  private final Object dumping = new Object();
  private final List<Watched> watched = new ArrayList<>(); // guarded by the lock
  private long collectedNs; // the thread's own
  private volatile boolean closed;

  /**
   * @param idle whether a pause hurts nobody just now; asked often, must be quick
   */
  public UnloadProof(Timing timing, BooleanSupplier idle, Listener listener) {
    this(timing, idle, listener, System::nanoTime, System::gc);
  }

  UnloadProof(
      Timing timing,
      BooleanSupplier idle,
      Listener listener,
      LongSupplier nanos,
      Runnable collector) {
    this.timing = timing;
    this.idle = idle;
    this.listener = listener;
    this.nanos = nanos;
    this.collector = collector;
    this.collectedNs = nanos.getAsLong() - timing.between().toNanos();
    this.thread = Thread.ofPlatform().daemon().name("unload-proof").start(this::run);
  }

  /** From now on this loader should go. Its classes may still be running. */
  public void watch(Subject subject, ClassLoader loader) {
    synchronized (lock) {
      watched.add(new Watched(subject, loader, queue, nanos.getAsLong(), clock.instant()));
    }
    new Nudge(queue);
  }

  /** Proven leaks whose loader is still there, oldest first. */
  public List<Leak> leaks() {
    synchronized (lock) {
      return watched.stream()
          .filter(one -> !one.gone())
          .flatMap(one -> one.leak().stream())
          .toList();
    }
  }

  /**
   * Finds the holders in a dump of the heap. The JVM stands still while it is written, about a
   * second for 100 MB; then the caller's thread reads it. One at a time.
   *
   * @return one line for each holder, nearest first; empty when it has gone meanwhile, or when only
   *     the JVM's inside holds it
   * @throws UncheckedIOException the dump could not be written or read
   */
  public List<String> paths(Leak leak) {
    Watched of;
    synchronized (lock) {
      of =
          watched.stream()
              .filter(one -> one.leak().filter(leak::equals).isPresent())
              .findFirst()
              .orElse(null);
    }
    if (of == null) {
      return List.of();
    }
    synchronized (dumping) {
      try {
        return HeapDump.holders(of);
      } catch (IOException e) {
        throw new UncheckedIOException("no heap dump: " + e.getMessage(), e);
      }
    }
  }

  Thread thread() {
    return thread;
  }

  private void run() {
    while (!closed) {
      try {
        queue.remove(pauseMs());
        tellCollected();
        collectIfDue();
      } catch (InterruptedException e) {
        return; // closed
      } catch (RuntimeException e) {
        LOG.error("an unload could not be judged; the next one is", e);
      }
    }
  }

  /** Until something may have to be done; 0 for as long as nothing is watched. */
  private long pauseMs() {
    long now = nanos.getAsLong();
    synchronized (lock) {
      return watched.stream()
          .filter(one -> one.leak().isEmpty())
          .mapToLong(one -> Math.max(dueNs(one) - now, lookNs()))
          .min()
          .stream()
          .map(ns -> ns / 1_000_000 + 1)
          .findFirst()
          .orElse(0);
    }
  }

  private long lookNs() {
    return Math.min(timing.between().toNanos(), IDLE_LOOK.toNanos());
  }

  private long dueNs(Watched one) {
    return Math.max(
        one.sinceNs() + timing.delay().toNanos(), collectedNs + timing.between().toNanos());
  }

  private void tellCollected() {
    List<Watched> gone;
    synchronized (lock) {
      gone = watched.stream().filter(Watched::gone).toList();
      watched.removeAll(gone);
    }
    long now = nanos.getAsLong();
    for (Watched one : gone) {
      tell(() -> listener.collected(one.subject(), Duration.ofNanos(now - one.sinceNs())));
    }
  }

  private void collectIfDue() {
    long now = nanos.getAsLong();
    List<Watched> due;
    synchronized (lock) {
      due = watched.stream().filter(one -> one.leak().isEmpty() && dueNs(one) - now <= 0).toList();
    }
    if (due.isEmpty() || (!idle.getAsBoolean() && !anyOverdue(due, now))) {
      return;
    }
    collector.run();
    collectedNs = nanos.getAsLong();
    tellCollected();
    for (Watched one : due) {
      if (one.outlived() >= timing.collections()) {
        accuse(one);
      }
    }
  }

  private boolean anyOverdue(List<Watched> due, long now) {
    long limit = timing.delay().plus(PATIENCE).toNanos();
    return due.stream().anyMatch(one -> now - one.sinceNs() >= limit);
  }

  private void accuse(Watched one) {
    List<String> findings = findings(one);
    if (one.gone()) {
      return; // meanwhile: told at the next turn
    }
    synchronized (lock) {
      one.proven(new Leak(one.subject(), one.since(), findings));
    }
    tell(() -> listener.leaked(one.subject(), findings));
  }

  /** On its own frame, which the loader does not outlive. */
  private static List<String> findings(Watched one) {
    ClassLoader loader = one.get();
    return loader == null ? List.of() : LeakProbes.look(loader);
  }

  private void tell(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException e) {
      LOG.error("what became of an unload was not taken; it is not told again", e);
    }
  }

  /** Watches nothing from here on. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
