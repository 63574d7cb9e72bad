package io.backplane.supervisor.spi;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param start from the spawn until the unit has to be ready
 * @param handshake for the first answer of a driver
 * @param grace how long a process without a first answer has to live to count as ready
 * @param endOfInput from closing its input to SIGTERM
 * @param terminate from SIGTERM to SIGKILL of the whole tree
 * @param stable running this long, earlier failures are forgotten
 * @param healthPeriod between two health checks
 * @param healthLimit for one health check's answer
 * @param healthFailures how many in a row bring a restart
 */
public record Timing(
    Duration start,
    Duration handshake,
    Duration grace,
    Duration endOfInput,
    Duration terminate,
    Duration stable,
    Duration healthPeriod,
    Duration healthLimit,
    int healthFailures) {

  public static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          3);

  public Timing {
    if (healthFailures < 1 || healthPeriod.isNegative() || healthPeriod.isZero()) {
      throw new IllegalArgumentException("health: at least one failure, and a period over zero");
    }
  }

  /** The same, with other limits for an end. */
  public Timing ending(Duration endOfInput, Duration terminate) {
    return new Timing(
        start,
        handshake,
        grace,
        endOfInput,
        terminate,
        stable,
        healthPeriod,
        healthLimit,
        healthFailures);
  }

  /** The same, with other limits for a start. */
  public Timing starting(Duration start, Duration handshake, Duration grace) {
    return new Timing(
        start,
        handshake,
        grace,
        endOfInput,
        terminate,
        stable,
        healthPeriod,
        healthLimit,
        healthFailures);
  }

  /** The same, with other health checks. */
  public Timing health(Duration period, Duration limit, int failures) {
    return new Timing(
        start, handshake, grace, endOfInput, terminate, stable, period, limit, failures);
  }
}
