package io.backplane.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How a command ended; its output has been written already.
 *
 * @param errors what belongs on stderr
 */
record Reply(int exitCode, String errors) {

  /** Turns {@code \0ooo} back into the bytes they stand for. */
  static String decode(String escaped) {
    var bytes = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.startsWith("\\0", i) && i + 5 <= escaped.length()) {
        bytes.write(Integer.parseInt(escaped.substring(i + 2, i + 5), 8));
        i += 4;
      } else {
        bytes.write(escaped.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
