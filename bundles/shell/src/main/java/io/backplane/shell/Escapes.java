package io.backplane.shell;

import java.nio.charset.StandardCharsets;

/**
 * Text in a form that fits into a header and that {@code printf '%b'} turns back: anything unusual
 * as {@code \0ooo}.
 */
final class Escapes {

  /** A header line has its limits; what is longer is cut. */
  static final int BYTES_MAX = 12_000;

  private Escapes() {}

  static String encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, BYTES_MAX);
    var encoded = new StringBuilder(length + 16);
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xFF;
      boolean plain = b > ' ' && b < 0x7F && b != '\\' || b == ' ' && i > 0 && i < length - 1;
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append("\\0").append(Integer.toOctalString(0x200 | b).substring(1));
      }
    }
    return encoded.toString();
  }
}
