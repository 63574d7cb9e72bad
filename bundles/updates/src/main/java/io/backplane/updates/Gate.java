package io.backplane.updates;

import io.backplane.calls.spi.Registration;
import java.time.Duration;

/** A unit's gate during an update, and how long calls have waited at it. Not thread-safe. */
final class Gate {

  private final Registration registration;
  private long heldAtNs;
  private boolean held;
  private Duration paused = Duration.ZERO;

  Gate(Registration registration) {
    this.registration = registration;
  }

  void hold() {
    if (!held) {
      heldAtNs = System.nanoTime();
      held = true;
      registration.hold();
    }
  }

  /** Repeating changes nothing. */
  void open() {
    if (held) {
      registration.open();
      held = false;
      paused = paused.plusNanos(System.nanoTime() - heldAtNs);
    }
  }

  Duration paused() {
    return paused;
  }
}
