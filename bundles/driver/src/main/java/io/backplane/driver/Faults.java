package io.backplane.driver;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The words in which a session says what went wrong. */
final class Faults {

  /** Bytes of a line that is told as stray. */
  static final int STRAY_BYTES = 64 << 10;

  /** Bytes of a line that an error carries as {@code raw}. */
  static final int RAW_BYTES = 4 << 10;

  private static final Duration SOON = Duration.ofMillis(100);

  private Faults() {}

  static String earlyExit(String how) {
    return "driver process exited without sending a response: " + how;
  }

  static RefusedException busy(String name, String why) {
    return new RefusedException(new Refusal.Busy(name + " " + why, SOON));
  }

  /** As text, whatever the bytes are; cut where it is longer than asked for. */
  static String text(byte[] bytes, int from, int to, int most) {
    int shown = Math.min(to - from, most);
    String text = new String(bytes, from, shown, StandardCharsets.UTF_8);
    return shown == to - from ? text : text + "… (" + (to - from) + " bytes)";
  }

  static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
