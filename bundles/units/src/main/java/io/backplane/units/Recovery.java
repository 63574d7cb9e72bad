package io.backplane.units;

import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.units.SqlSwitches.Begun;
import java.util.Optional;

/**
 * Takes an instance up again after a start of the kernel. The row names its version: whatever else
 * an update has left goes.
 */
record Recovery(LiveInstance instance) {

  private static final String REASON = "the kernel ended while it was updated";

  private Surroundings all() {
    return instance.surroundings();
  }

  void run() throws InterruptedException {
    Optional<Begun> left = all().switches().begun(instance.id());
    if (left.isEmpty()) {
      instance.apply();
      return;
    }
    instance.registration().hold();
    try {
      instance.apply();
      if (left.get().beside()) {
        clear(instance.row().otherSupervised());
      } else if (left.get().stopped()) {
        begin(instance.row().supervised());
      }
      all().switches().settled(instance.id());
    } finally {
      instance.registration().open();
    }
  }

  /** The process that was found, if any was, may be the new version's. */
  private void begin(String supervised) throws InterruptedException {
    Supervisor supervisor = all().supervisor();
    supervisor.restart(supervised, REASON);
    supervisor.await(
        supervised,
        all().limits().begin(),
        Phase.RUNNING,
        Phase.BACKOFF,
        Phase.CRASHED,
        Phase.STOPPED);
  }

  /** Ends and forgets a process that stood beside the instance's own, if there is any. */
  private void clear(String supervised) throws InterruptedException {
    Supervisor supervisor = all().supervisor();
    UnitState state = supervisor.create(supervised).state();
    if (state.live() || state.phase() == Phase.BACKOFF) {
      // Only what has been told what it runs can be found again, and ended.
      UnitSpec spec =
          UnitSpec.of(
                  supervised,
                  instance.launch().spec().command(),
                  instance.home().privateFiles(),
                  instance.home().log())
              .within(instance.id())
              .keep(Profile.KEEPALIVE, RestartPolicy.NEVER, BackOff.DEFAULT)
              .timing(all().limits().timing());
      supervisor.configure(spec, Preparation.NONE);
      supervisor.stop(supervised, true);
      supervisor.await(
          supervised, all().limits().end(), Phase.STOPPED, Phase.CONFIGURED, Phase.CRASHED);
    }
    supervisor.remove(supervised);
  }
}
