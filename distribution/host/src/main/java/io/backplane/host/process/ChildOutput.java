package io.backplane.host.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads one of a child's streams to its end, on a thread of its own. */
public final class ChildOutput {

  private static final int CHUNK_BYTES = 16 << 10;
  private static final Duration QUIET = Duration.ofMillis(500);

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean reading = true;
  private volatile long readNs = System.nanoTime();

  private ChildOutput() {}

  /** Gets what was read, on the reader's thread, and may have it wait. A length of 0 is the end. */
  @FunctionalInterface
  public interface Sink {
    void take(byte[] bytes, int length) throws InterruptedException;
  }

  public static ChildOutput read(InputStream in, Sink sink) {
    var output = new ChildOutput();
    Thread.ofPlatform().daemon().name("child-output").start(() -> output.run(in, sink));
    return output;
  }

  private void run(InputStream in, Sink sink) {
    var bytes = new byte[CHUNK_BYTES];
    try {
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        reading = false;
        sink.take(bytes, length);
        readNs = System.nanoTime();
        reading = true;
      }
      sink.take(bytes, 0);
    } catch (IOException | InterruptedException e) {
      // nothing more comes
    } finally {
      ended.countDown();
    }
  }

  /**
   * Waits for its end when the child is over. A process that the child has left behind may keep the
   * stream open for ever: then it is over when nothing came for half a second.
   */
  public void awaitEnd() throws InterruptedException {
    long fromNs = System.nanoTime();
    while (!ended.await(QUIET.toMillis() / 10, TimeUnit.MILLISECONDS)) {
      long quietNs = System.nanoTime() - Math.max(fromNs, readNs);
      if (reading && quietNs > QUIET.toNanos()) {
        return;
      }
    }
  }
}
