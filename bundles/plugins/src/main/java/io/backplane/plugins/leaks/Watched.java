package io.backplane.plugins.leaks;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The loader of a version that was stopped. In a heap dump it is found by the name of this class
 * and its {@link #id}. What changes is guarded by the proof's lock.
 */
final class Watched extends WeakReference<ClassLoader> {

  /** A heap holds the watched of every proof, also of a bundle that was started anew. */
  private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

  private final long id = IDS.incrementAndGet();
  private final UnloadProof.Subject subject;
  private final long sinceNs;
  private final Instant since;
  private int collections;
  private Optional<UnloadProof.Leak> leak = Optional.empty();

  Watched(
      UnloadProof.Subject subject,
      ClassLoader loader,
      ReferenceQueue<ClassLoader> queue,
      long sinceNs,
      Instant since) {
    super(loader, queue);
    this.subject = subject;
    this.sinceNs = sinceNs;
    this.since = since;
  }

  long id() {
    return id;
  }

  UnloadProof.Subject subject() {
    return subject;
  }

  long sinceNs() {
    return sinceNs;
  }

  Instant since() {
    return since;
  }

  boolean gone() {
    return refersTo(null);
  }

  /** How many collections it has outlived now. */
  int outlived() {
    return ++collections;
  }

  Optional<UnloadProof.Leak> leak() {
    return leak;
  }

  void proven(UnloadProof.Leak leak) {
    this.leak = Optional.of(leak);
  }
}
