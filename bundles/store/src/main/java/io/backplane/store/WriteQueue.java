package io.backplane.store;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Writes that wait for the writer. Thread-safe. */
final class WriteQueue {

  private static final Duration RETRY_AFTER = Duration.ofMillis(100);

  private final String store;
  private final int jobsMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<WriteJob<?>> jobs = new ArrayDeque<>();
  private boolean closed;

  WriteQueue(String store, int jobsMax) {
    this.store = store;
    this.jobsMax = jobsMax;
  }

  /**
   * @throws RefusedException {@link Refusal.Busy} when it is full
   */
  void add(WriteJob<?> job) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store " + store + " is closed");
      }
      if (jobs.size() >= jobsMax) {
        throw new RefusedException(
            new Refusal.Busy(jobsMax + " writes to " + store + " are waiting", RETRY_AFTER));
      }
      jobs.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for jobs; empty when the queue is closed and every job was taken. */
  List<WriteJob<?>> take(int max) {
    lock.lock();
    try {
      while (jobs.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      var group = new ArrayList<WriteJob<?>>();
      while (group.size() < max && !jobs.isEmpty()) {
        group.add(jobs.poll());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return jobs.size();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
