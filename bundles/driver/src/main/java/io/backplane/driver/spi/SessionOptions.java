package io.backplane.driver.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a session is held.
 *
 * @param name of the unit, for texts and the thread's name
 * @param frameMaxBytes longest line either way, without its end; 1 KiB to 16 MiB
 * @param writeLimit how long one request may wait for a driver that does not read
 * @param recentStderr the last lines the driver has logged, oldest first; asked when a call ends
 *     with a fault of the host
 */
public record SessionOptions(
    String name, int frameMaxBytes, Duration writeLimit, Supplier<List<String>> recentStderr) {

  /** Longest line where nothing else is said: 1 MiB. */
  public static final int FRAME_BYTES = 1 << 20;

  /** The most that may be allowed: 16 MiB. */
  public static final int FRAME_BYTES_MAX = 16 << 20;

  /** Write limit where nothing else is said. */
  public static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private static final int FRAME_BYTES_MIN = 1 << 10;

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is out of range
   */
  public SessionOptions {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recentStderr, "recentStderr");
    if (frameMaxBytes < FRAME_BYTES_MIN || frameMaxBytes > FRAME_BYTES_MAX) {
      throw invalid("frameMaxBytes", "must be 1024 to 16777216, not " + frameMaxBytes);
    }
    if (!writeLimit.isPositive()) {
      throw invalid("writeLimit", "must be positive");
    }
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }

  /** With every default, for a driver whose log nobody keeps. */
  public static SessionOptions of(String name) {
    return new SessionOptions(name, FRAME_BYTES, WRITE_LIMIT, List::of);
  }
}
