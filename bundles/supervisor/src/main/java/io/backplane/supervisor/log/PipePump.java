package io.backplane.supervisor.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a pipe of stderr, on a thread of its own. */
public final class PipePump implements StderrPump {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final int BLOCK = 1 << 17;
  private static final int LAST_BYTES = 200;
  private static final long CATCH_UP_MS = 100;

  /** Takes the lines of a block. */
  @FunctionalInterface
  interface Sink {
    void take(StderrLines lines);
  }

  private final InputStream stream;
  private final String run;
  private final Sink sink;
  private volatile String lastLine = "";
  private long lost;
  private final CountDownLatch done = new CountDownLatch(1);

  private PipePump(InputStream stream, String run, Sink sink) {
    this.stream = stream;
    this.run = run;
    this.sink = sink;
  }

  /** Brings lines into a log. */
  public static PipePump start(InputStream stream, String run, LogBook book) {
    return begin(new PipePump(stream, run, lines -> book.append(lines, false)));
  }

  /** Hands lines to somebody. */
  public static PipePump start(InputStream stream, java.util.function.Consumer<String> lines) {
    return begin(
        new PipePump(
            stream,
            "1",
            block -> {
              while (block.next()) {
                lines.accept(
                    new String(
                        block.bytes(),
                        block.from(),
                        block.to() - block.from(),
                        StandardCharsets.UTF_8));
              }
            }));
  }

  private static PipePump begin(PipePump pump) {
    Thread.ofPlatform().name("stderr").daemon().stackSize(1 << 18).start(pump::run);
    return pump;
  }

  private void run() {
    byte[] bytes = new byte[BLOCK];
    int kept = 0;
    long offset = 0;
    try {
      for (int n = 0; n >= 0; ) {
        n = stream.read(bytes, kept, BLOCK - kept);
        int length = kept + Math.max(0, n);
        var lines = new StderrLines(bytes, length, run, offset, n < 0);
        take(lines);
        int taken = (int) (lines.end() - offset);
        System.arraycopy(bytes, taken, bytes, 0, length - taken);
        kept = length - taken;
        offset += taken;
      }
    } catch (IOException e) {
      LOG.debug("stderr has ended", e);
    } finally {
      done.countDown();
    }
  }

  /** A log that cannot be written now must not hold the process up. */
  private void take(StderrLines lines) {
    try {
      sink.take(lines);
    } catch (UncheckedIOException e) {
      while (lines.next()) {
        lost++;
      }
      LOG.warn("{} lines of stderr are lost so far: the log cannot be written", lost, e);
    }
    String head = lines.head(LAST_BYTES);
    lastLine = head.isEmpty() ? lastLine : head;
  }

  /** What is said up to its end; while it goes on nobody knows how far that is. */
  @Override
  public void catchUp() {
    try {
      done.await(CATCH_UP_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String lastLine() {
    return lastLine;
  }

  @Override
  public void finish() {
    try {
      if (!done.await(1, TimeUnit.SECONDS)) {
        LOG.debug("stderr is still held by a process that was left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("closing stderr", e);
    }
  }
}
