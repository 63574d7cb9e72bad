package io.backplane.host.driver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes lines of a stream's bytes as they come. */
public final class Lines {

  private final int bytesMax;
  private final Reader reader;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean overlong;

  /** Gets what was read. */
  public interface Reader {
    /** Never blank. */
    void line(String text) throws InterruptedException;

    /** A line is longer than it may be; what is left of it is passed over. */
    void overflow() throws InterruptedException;
  }

  /**
   * @param bytesMax of one line
   */
  public Lines(int bytesMax, Reader reader) {
    this.bytesMax = bytesMax;
    this.reader = reader;
  }

  public void take(byte[] bytes, int length) throws InterruptedException {
    int from = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '\n') {
        add(bytes, from, at);
        end();
        from = at + 1;
      }
    }
    add(bytes, from, length);
  }

  private void add(byte[] bytes, int from, int to) throws InterruptedException {
    if (overlong) {
      return;
    }
    begun.write(bytes, from, to - from);
    if (begun.size() > bytesMax) {
      overlong = true;
      begun.reset();
      reader.overflow();
    }
  }

  /** What was begun is a line. */
  public void end() throws InterruptedException {
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    overlong = false;
    line = line.startsWith("\uFEFF") ? line.substring(1) : line;
    if (!line.isBlank()) {
      reader.line(line);
    }
  }
}
