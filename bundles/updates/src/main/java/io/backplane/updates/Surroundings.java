package io.backplane.updates;

import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.calls.spi.Units;
import io.backplane.updates.spi.StepListener;
import io.backplane.updates.spi.UpdateRecord;
import java.time.Clock;
import java.util.List;

/** What updates work with. */
record Surroundings(
    SqlJournal journal, Units units, List<StepListener> listeners, Clock clock, Timing timing) {

  /** Calls that the unit has answered so far. */
  long answered(UpdateRecord update) {
    return units
        .find(update.unit())
        .map(unit -> unit.calls())
        .map(Surroundings::answered)
        .orElse(0L);
  }

  private static long answered(Counters calls) {
    return calls.ok() + calls.failed();
  }
}
