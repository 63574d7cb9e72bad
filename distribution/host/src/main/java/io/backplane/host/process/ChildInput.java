package io.backplane.host.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A child's standard input. Nothing here ever waits for the child: what may not fit into the pipe
 * is written by a thread of its own. Thread-safe.
 */
final class ChildInput {

  /** What an empty pipe takes at once, by POSIX. */
  private static final int PIPE_BYTES = 4096;

  private static final long WAITING_BYTES_MAX = 64L << 20;
  private static final byte[] END = {};

  private final OutputStream out;
  private final Runnable broken;
  private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
  private long waitingBytes;
  private boolean writing;
  private boolean closed;

  /**
   * @param broken called when the child does not take any more
   */
  ChildInput(OutputStream out, Runnable broken) {
    this.out = out;
    this.broken = broken;
  }

  /**
   * @param emptied whether the child has read all that it was sent before
   * @return whether it is on its way; not when it was closed, or 64 MiB wait already
   */
  synchronized boolean send(byte[] bytes, boolean emptied) {
    if (closed || waitingBytes + bytes.length > WAITING_BYTES_MAX) {
      return false;
    }
    if (emptied && waitingBytes == 0 && bytes.length <= PIPE_BYTES) {
      return write(bytes);
    }
    if (bytes.length > 0) {
      waitingBytes += bytes.length;
      enqueue(bytes);
    }
    return true;
  }

  /** Ends it behind what was sent. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (writing) {
      waiting.add(END);
    } else {
      closeNow();
    }
  }

  private void enqueue(byte[] bytes) {
    waiting.add(bytes);
    if (!writing) {
      writing = true;
      Thread.ofPlatform().daemon().name("child-input").start(this::writeAll);
    }
  }

  private void writeAll() {
    try {
      for (byte[] next = waiting.take(); next != END; next = waiting.take()) {
        if (!write(next)) {
          close();
          broken.run();
          break;
        }
        synchronized (this) {
          waitingBytes -= next.length;
        }
      }
    } catch (InterruptedException e) {
      // closed below
    }
    closeNow();
  }

  private boolean write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void closeNow() {
    try {
      out.close();
    } catch (IOException e) {
      // the child has gone
    }
  }
}
