package io.backplane.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A child over plain pipes and the least that Java can do with it: write a line, read bytes up to
 * the line that ends it. Not thread-safe.
 */
final class BarePipe implements AutoCloseable {

  private final Process process;
  private final OutputStream in;
  private final InputStream out;
  private final byte[] answer = new byte[1 << 16];
  private long lines;

  BarePipe(List<String> command) throws IOException {
    this(new ProcessBuilder(command).redirectError(Redirect.INHERIT));
  }

  BarePipe(ProcessBuilder builder) throws IOException {
    process = builder.start();
    in = process.getOutputStream();
    out = process.getInputStream();
  }

  static byte[] line(String json) {
    return (json + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a line and waits for its one answer. */
  void ask(byte[] line) throws IOException {
    send(line);
    int count;
    do {
      count = read();
    } while (answer[count - 1] != '\n');
  }

  /** Sends a line and reads until as many have come. */
  void ask(byte[] line, long expected) throws IOException {
    send(line);
    lines = 0;
    while (lines < expected) {
      int count = read();
      for (int i = 0; i < count; i++) {
        if (answer[i] == '\n') {
          lines++;
        }
      }
    }
  }

  private void send(byte[] line) throws IOException {
    in.write(line);
    in.flush();
  }

  private int read() throws IOException {
    int count = out.read(answer);
    if (count < 0) {
      throw new EOFException("the driver has ended");
    }
    return count;
  }

  /** What a driver takes for the word to end. */
  void endInput() throws IOException {
    in.close();
  }

  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
