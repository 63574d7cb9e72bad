package io.backplane.units;

import io.backplane.supervisor.spi.Timing;
import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param lookup for an instance whose process is being looked for after a start of the kernel, or
 *     whose old version is going
 */
record UnitsLimits(Duration lookup, Timing timing) {

  static final UnitsLimits DEFAULT = new UnitsLimits(Duration.ofSeconds(30), Timing.DEFAULT);

  /** Until a process that was asked to end has to be gone. */
  Duration end() {
    return timing.endOfInput().plus(timing.terminate()).plusSeconds(10);
  }

  /** Until a process that was started has to be running. */
  Duration begin() {
    return timing.start().plusSeconds(5);
  }
}
