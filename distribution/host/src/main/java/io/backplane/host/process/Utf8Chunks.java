package io.backplane.host.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes text of a stream's bytes as they come; a character that is cut waits for its other part.
 */
final class Utf8Chunks {

  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;
  private static final int LENGTH_MAX = 4;

  private byte[] rest = {};

  /** May be empty. */
  String text(byte[] bytes, int length) {
    byte[] all = Arrays.copyOf(rest, rest.length + length);
    System.arraycopy(bytes, 0, all, rest.length, length);
    int end = all.length - cut(all);
    rest = Arrays.copyOfRange(all, end, all.length);
    return new String(all, 0, end, StandardCharsets.UTF_8);
  }

  /** What is left at the end. */
  String rest() {
    return new String(rest, StandardCharsets.UTF_8);
  }

  /** How many bytes at the end begin a character that they do not finish. */
  private static int cut(byte[] all) {
    for (int back = 1; back < LENGTH_MAX && back <= all.length; back++) {
      int one = all[all.length - back] & 0xFF;
      if ((one & CONTINUATION_MASK) != CONTINUATION) {
        int length = one >= 0xF0 ? 4 : one >= 0xE0 ? 3 : one >= 0xC0 ? 2 : 1;
        return length > back ? back : 0;
      }
    }
    return 0;
  }
}
