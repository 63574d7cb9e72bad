package io.backplane.host.link;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lines that are written in their order, by a thread of its own. Thread-safe. */
final class Output implements AutoCloseable {

  private static final long WAITING_BYTES_MAX = 32L << 20;
  private static final long LAST_LIMIT_S = 5;

  private final OutputStream out;
  private final Runnable broken;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long waitingBytes; // with those being written; these three are guarded by lock
  private boolean closed;
  private boolean dead;

  /**
   * @param broken called on any thread when nobody reads any more
   */
  Output(OutputStream out, Runnable broken) {
    this.out = out;
    this.broken = broken;
    Thread.ofPlatform().daemon().name("link-output").start(this::writeAll);
  }

  /** Waits while 32 MiB are on their way: whoever does not read is not to fill the heap. */
  void line(byte[] bytes) throws InterruptedException {
    lock.lock();
    try {
      while (waitingBytes > WAITING_BYTES_MAX && !dead) {
        changed.await();
      }
      if (!closed && !dead) {
        waiting.add(bytes);
        waitingBytes += bytes.length;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    try {
      for (byte[] next = next(); next.length > 0; next = next()) {
        out.write(next);
        out.flush();
        written(next.length);
      }
    } catch (IOException e) {
      die();
      broken.run();
    } catch (InterruptedException e) {
      die();
    }
  }

  /** Empty at the end. */
  private byte[] next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return waiting.isEmpty() ? new byte[0] : waiting.remove();
    } finally {
      lock.unlock();
    }
  }

  private void written(int bytes) {
    lock.lock();
    try {
      waitingBytes -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void die() {
    lock.lock();
    try {
      dead = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when all is written, or nobody has read for 5 s. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      boolean moving = true;
      while (waitingBytes > 0 && !dead && moving) {
        moving = changed.await(LAST_LIMIT_S, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
