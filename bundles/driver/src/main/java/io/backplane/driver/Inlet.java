package io.backplane.driver;

import io.backplane.driver.spi.SessionOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A driver's stdin. Whoever writes holds the lock from entering its request in the order of answers
 * to its last byte, so that both orders are the same.
 */
final class Inlet {

  private static final long NOT_WRITING = Long.MIN_VALUE;

  private final WritableByteChannel channel;
  private final RequestWriter requests;
  private final Duration limit;
  private final Watch watch;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long writingSinceNs = NOT_WRITING;
  private volatile boolean overdue;
  private volatile boolean finished;
  private long ids; // guarded by lock

  Inlet(WritableByteChannel channel, SessionOptions options, Watch watch) {
    this.channel = channel;
    this.requests = new RequestWriter(options.frameMaxBytes());
    this.limit = options.writeLimit();
    this.watch = watch;
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
    if (finished) {
      close();
    }
  }

  /** Under the lock: where a request is put into bytes. */
  RequestWriter requests() {
    return requests;
  }

  /** Under the lock. */
  long nextId() {
    return ++ids;
  }

  /** Under the lock: writes all of it. */
  void write(ByteBuffer line) throws IOException {
    writingSinceNs = watch.nanos();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } finally {
      writingSinceNs = NOT_WRITING;
    }
  }

  /** Whether a write was cut off because the driver had not read for too long. */
  boolean overdue() {
    return overdue;
  }

  void tick(long nowNs) {
    long since = writingSinceNs;
    if (since != NOT_WRITING && nowNs - since >= limit.toNanos()) {
      overdue = true;
      close();
    }
  }

  /** End of file for the driver, behind a request that is being written. */
  void finish() {
    finished = true;
    if (lock.tryLock()) {
      unlock();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed for us either way; the driver hears of it when this end is gone.
    }
  }
}
