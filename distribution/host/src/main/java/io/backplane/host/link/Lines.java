package io.backplane.host.link;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What is said over the link. Thread-safe. */
final class Lines implements AutoCloseable {

  /** Longest line either way, without its end. */
  static final int BYTES_MAX = 16 << 20;

  /** The same, in words. */
  static final String MAX = "16 MiB";

  private final Output output;

  /**
   * @param broken called on any thread when nobody reads any more
   */
  Lines(OutputStream out, Runnable broken) {
    this.output = new Output(out, broken);
  }

  /**
   * @param data JSON
   * @param id as JSON; empty for none
   * @return whether it fits into a line; else nothing is said
   */
  boolean say(String status, int code, String data, String id) throws InterruptedException {
    String named = id.isEmpty() ? "" : ",\"id\":" + id;
    String line =
        "{\"code\":" + code + ",\"data\":" + data + named + ",\"status\":\"" + status + "\"}\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BYTES_MAX + 1) {
      return false;
    }
    output.line(bytes);
    return true;
  }

  @Override
  public void close() {
    output.close();
  }
}
