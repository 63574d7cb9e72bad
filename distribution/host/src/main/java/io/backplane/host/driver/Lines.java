package io.backplane.host.driver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes lines of a stream's bytes as they come. */
final class Lines {

  /** Of one line. */
  static final int BYTES_MAX = 8 << 20;

  private final Reader reader;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean overlong;

  /** Gets what was read. */
  interface Reader {
    /** Never blank. */
    void line(String text) throws InterruptedException;

    /** A line is longer than 8 MiB; what is left of it is passed over. */
    void overflow() throws InterruptedException;
  }

  Lines(Reader reader) {
    this.reader = reader;
  }

  void take(byte[] bytes, int length) throws InterruptedException {
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
    if (begun.size() > BYTES_MAX) {
      overlong = true;
      begun.reset();
      reader.overflow();
    }
  }

  /** What was begun is a line. */
  void end() throws InterruptedException {
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    overlong = false;
    line = line.startsWith("\uFEFF") ? line.substring(1) : line;
    if (!line.isBlank()) {
      reader.line(line);
    }
  }
}
