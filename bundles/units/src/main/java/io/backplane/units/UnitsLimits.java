package io.backplane.units;

import io.backplane.supervisor.spi.Timing;
import io.backplane.units.spi.UpdateOrder;
import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param drain for the calls under way in a version that goes
 * @param rollbackWindow for the version before to keep well
 * @param lookup for an instance whose process is being looked for after a start of the kernel
 */
record UnitsLimits(Duration drain, Duration rollbackWindow, Duration lookup, Timing timing) {

  static final UnitsLimits DEFAULT =
      new UnitsLimits(
          Duration.ofSeconds(30),
          UpdateOrder.HEALTH_WINDOW,
          Duration.ofSeconds(30),
          Timing.DEFAULT);

  /** Until a process that was asked to end has to be gone. */
  Duration end() {
    return timing.endOfInput().plus(timing.terminate()).plusSeconds(10);
  }

  /** Until a process that was started has to be running. */
  Duration begin() {
    return timing.start().plusSeconds(5);
  }
}
