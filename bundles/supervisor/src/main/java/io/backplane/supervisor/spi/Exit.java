package io.backplane.supervisor.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * How a process ended.
 *
 * @param code exit code as a shell reports it: 128 + n for signal n, 127 for a program that could
 *     not be run; {@link #UNKNOWN} when nobody saw it
 */
public record Exit(int code, Instant at) {

  /** Nobody was there to see the code. */
  public static final int UNKNOWN = -1;

  public boolean ok() {
    return code == 0;
  }

  /** The signal that ended it, 0 for none. */
  public int signal() {
    return code > 128 && code <= 192 ? code - 128 : 0;
  }

  /** In words, such as {@code exit code 3} or {@code signal 9}. */
  public String words() {
    if (code == UNKNOWN) {
      return "exit code unknown";
    }
    return signal() > 0 ? "signal " + signal() : "exit code " + code;
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "code",
        code == UNKNOWN ? null : code,
        "signal",
        signal() > 0 ? signal() : null,
        "at",
        at.toString());
  }
}
