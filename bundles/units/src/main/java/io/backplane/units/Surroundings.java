package io.backplane.units;

import io.backplane.api.call.Switchboard;
import io.backplane.calls.spi.Units;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.updates.spi.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What all instances work with. */
record Surroundings(
    Path data,
    Supervisor supervisor,
    Units units,
    Switchboard switchboard,
    DiskPackages packages,
    SqlInstances rows,
    SqlSwitches switches,
    SqlCodes codes,
    References references,
    Updates updates,
    SealedConfig sealed,
    Clock clock,
    UnitsLimits limits) {

  /** What instances are called among updates and events. */
  static final String KIND = "instance";

  Programs programs() {
    return packages.programs();
  }

  /** As the store keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
