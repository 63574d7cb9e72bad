package io.backplane.supervisor.spi;

import java.time.Duration;

/**
 * The pause before the next start, and when to give up.
 *
 * @param first before the second start; zero for at once
 * @param factor from one pause to the next, at least 1
 * @param jitter share of a pause by which it is lengthened or shortened at random, 0 to 0.5
 * @param cap longest pause
 * @param failuresMax failed starts within {@code window} after which the unit is crashed; 0 for
 *     never
 * @param window what counts as lately
 */
public record BackOff(
    Duration first, double factor, double jitter, Duration cap, int failuresMax, Duration window) {

  public static final BackOff DEFAULT =
      new BackOff(
          Duration.ofMillis(500), 2, 0.2, Duration.ofSeconds(30), 5, Duration.ofMinutes(10));

  public BackOff {
    if (first.isNegative() || factor < 1 || jitter < 0 || jitter > 0.5 || failuresMax < 0) {
      throw new IllegalArgumentException("back-off out of range");
    }
  }

  /**
   * @param failures how many starts have failed, from 1
   * @param dice 0 to 1, where 0.5 is the middle
   */
  public Duration pause(int failures, double dice) {
    double millis = first.toMillis() * Math.pow(factor, Math.min(failures - 1, 40));
    double capped = Math.min(millis, cap.toMillis());
    return Duration.ofMillis(Math.round(capped * (1 + jitter * (2 * dice - 1))));
  }
}
