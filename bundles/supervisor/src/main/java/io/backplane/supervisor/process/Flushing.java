package io.backplane.supervisor.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel over a buffered stream that keeps nothing back. Closing it while a write is held up by
 * a full pipe does not wait: the write ends when the process does.
 */
final class Flushing implements WritableByteChannel {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  private final OutputStream out;
  private volatile boolean open = true;
  private volatile boolean writing;

  Flushing(OutputStream out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int length = source.remaining();
    byte[] bytes = new byte[length];
    source.get(bytes);
    writing = true;
    try {
      out.write(bytes);
      out.flush();
    } finally {
      writing = false;
    }
    return length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    if (writing) {
      Thread.ofVirtual().name("pipe-close").start(this::closeLate);
    } else {
      out.close();
    }
  }

  private void closeLate() {
    try {
      out.close();
    } catch (IOException e) {
      LOG.debug("closing a pipe that was full", e);
    }
  }
}
