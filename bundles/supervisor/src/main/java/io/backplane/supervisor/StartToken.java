package io.backplane.supervisor;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What all processes of one start carry in their environment, and nobody else. */
final class StartToken {

  private static final SecureRandom RANDOM = new SecureRandom();

  private StartToken() {}

  static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
