package io.backplane.supervisor.log;

import io.backplane.supervisor.linux.FileWatch;
import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a spool that a process appends to, woken by its changes, and gives what it has read back to
 * the file system. Lines that were there before it came are late.
 */
public final class SpoolPump implements StderrPump {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final long PUNCH_BYTES = 8L << 20;
  private static final long PAGE = 4_096;
  private static final int LAST_BYTES = 200;

  private final Path spool;
  private final String run;
  private final LogBook book;
  private final LogSettings settings;
  private final FileWatch watch;
  private final Executor pumps;
  private final FileChannel channel;
  private final long lateUntil;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  private long position;
  private long punched;
  private boolean ended;
  private volatile long seen;
  private volatile String lastLine = "";
  private volatile boolean closed;
  private volatile FileWatch.Watch armed = () -> {};

  private SpoolPump(
      Path spool,
      String run,
      LogBook book,
      LogSettings settings,
      FileWatch watch,
      Executor pumps,
      boolean adopted)
      throws IOException {
    this.spool = spool;
    this.run = run;
    this.book = book;
    this.settings = settings;
    this.watch = watch;
    this.pumps = pumps;
    this.channel = FileChannel.open(spool, StandardOpenOption.READ);
    this.position = adopted ? book.reached(run) : 0;
    this.punched = position;
    this.lateUntil = adopted ? channel.size() : 0;
  }

  /**
   * Reads from behind the last line that the log has of this start.
   *
   * @param adopted whether the process was there before this kernel
   * @param pumps where blocks are read
   */
  public static SpoolPump start(
      Path spool,
      String run,
      LogBook book,
      LogSettings settings,
      FileWatch watch,
      Executor pumps,
      boolean adopted)
      throws IOException {
    var pump = new SpoolPump(spool, run, book, settings, watch, pumps, adopted);
    pump.wake();
    return pump;
  }

  private void wake() {
    if (!closed && scheduled.compareAndSet(false, true)) {
      pumps.execute(this::turn);
    }
  }

  /** One block, then it is others' turn; at the end of the spool its next change is awaited. */
  private void turn() {
    scheduled.set(false);
    try {
      if (pump(false)) {
        wake();
      } else {
        arm();
      }
    } catch (IOException | UncheckedIOException e) {
      if (!closed) {
        LOG.error("the stderr in {} waits to be read", spool, e);
        retryLater();
      }
    }
  }

  private void arm() throws IOException {
    if (closed) {
      return;
    }
    FileWatch.Watch next = watch.once(spool, this::wake);
    armed = next;
    if (channel.size() > seen) {
      next.close();
      wake();
    }
  }

  private long unreadFrom() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  private void retryLater() {
    Thread.ofVirtual()
        .name("log-retry")
        .start(
            () -> {
              try {
                Thread.sleep(1_000);
                wake();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /**
   * Reads one block.
   *
   * @return whether there may be more at once
   */
  private boolean pump(boolean last) throws IOException {
    lock.lock();
    try {
      if (closed || ended) {
        return false;
      }
      giveUpOldest();
      return block(last);
    } finally {
      lock.unlock();
    }
  }

  private boolean block(boolean last) throws IOException {
    byte[] bytes = Blocks.take();
    try {
      int length = Math.max(0, channel.read(ByteBuffer.wrap(bytes), position));
      seen = position + length;
      boolean rest = last && length < Blocks.BYTES;
      var lines = new StderrLines(bytes, length, run, position, rest);
      try {
        book.append(lines, position < lateUntil);
      } finally {
        if (lines.written() > position) {
          position = lines.written();
          String head = lines.head(LAST_BYTES);
          lastLine = head.isEmpty() ? lastLine : head;
        }
      }
      giveBack();
      ended = rest;
      return length == Blocks.BYTES;
    } finally {
      Blocks.giveBack(bytes);
    }
  }

  private void giveUpOldest() throws IOException {
    long excess = channel.size() - position - settings.unreadBytesMax();
    if (excess <= 0) {
      return;
    }
    position += excess;
    book.append(
        LogStream.KERNEL,
        LogLevel.WARN,
        excess
            + " bytes of stderr were given up: more than "
            + settings.unreadBytesMax()
            + " waited to be read");
    giveBack();
  }

  private void giveBack() throws IOException {
    long until = position / PAGE * PAGE;
    if (until - punched >= PUNCH_BYTES) {
      long from = punched / PAGE * PAGE;
      if (LibC.punchHole(spool, from, until - from)) {
        punched = until;
      } else {
        punched = Long.MAX_VALUE / 2;
      }
    }
  }

  /** On a pump's thread: the caller's may be interrupted, which would close the file. */
  @Override
  public void catchUp() {
    if (closed) {
      return;
    }
    try {
      CompletableFuture.runAsync(this::drain, pumps).join();
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is read by the next kernel", spool, e);
    }
  }

  private void drain() {
    try {
      long until = channel.size();
      long before = -1;
      for (long at = unreadFrom(); at < until && at != before; at = unreadFrom()) {
        before = at;
        pump(false);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("stderr in {} cannot be read now", spool, e);
    }
  }

  @Override
  public String lastLine() {
    return lastLine;
  }

  @Override
  public void finish() {
    try {
      boolean more = true;
      while (more) {
        long before = unreadFrom();
        pump(true);
        lock.lock();
        try {
          more = !ended && !closed && position > before;
        } finally {
          lock.unlock();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.error("the rest of the stderr in {} is not in the log", spool, e);
    }
    close();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      armed.close();
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing {}", spool, e);
    } finally {
      lock.unlock();
    }
  }
}
