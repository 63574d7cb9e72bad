package io.backplane.governance;

import static io.backplane.governance.spi.Lifecycles.TASK;

import io.backplane.api.call.Switchboard;
import io.backplane.api.settings.Settings;
import io.backplane.governance.spi.Happening;
import io.backplane.governance.spi.Standing;
import io.backplane.governance.spi.Verdict;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What tasks are carried out with. */
record Surroundings(
    Store store, Switchboard switchboard, Settings settings, TaskParams params, Clock clock) {

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as the store keeps it
  }

  Verdict decide(Reader reader, Standing it, Happening what) {
    return TASK.decide(it, what, now(), SqlTasks.of(reader, it.owner()), settings);
  }
}
