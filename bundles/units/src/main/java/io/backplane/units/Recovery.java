package io.backplane.units;

import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.units.SqlUpdates.Entry;
import io.backplane.units.spi.UpdateRecord.Outcome;
import java.util.Optional;

/**
 * Takes an instance up again after a start of the kernel. An update that had not come to its commit
 * is undone: the row still names the old version.
 */
record Recovery(LiveInstance instance, Optional<Entry> left) {

  private static final String REASON = "the kernel ended before the update was committed";

  static Recovery of(LiveInstance instance) {
    return new Recovery(instance, instance.surroundings().updates().open(instance.id()));
  }

  void run() throws InterruptedException {
    if (left.isEmpty()) {
      instance.apply();
      return;
    }
    instance.registration().hold();
    try {
      Entry entry = left.get();
      if (entry.record().outcome() == Outcome.COMMITTED) {
        finish(entry);
      } else {
        undo(entry);
      }
    } finally {
      instance.registration().open();
    }
  }

  private void finish(Entry entry) throws InterruptedException {
    instance.apply();
    if (entry.sideBySide()) {
      clear(instance, instance.row().otherSupervised());
    }
    end(entry, Outcome.COMMITTED, "");
  }

  private void undo(Entry entry) throws InterruptedException {
    if (entry.sideBySide()) {
      clear(instance, instance.row().otherSupervised());
      instance.apply();
      end(entry, Outcome.ROLLED_BACK, REASON);
      return;
    }
    instance.apply();
    switch (entry.record().step()) {
      case STAGE, DRAIN -> end(entry, Outcome.ABANDONED, REASON);
      case STOP_OLD, START_NEW, HEALTH_WINDOW, REVERT -> {
        if (entry.wasWanted()) {
          back();
        }
        end(entry, Outcome.ROLLED_BACK, REASON);
      }
      case COMMIT, ENDED -> throw new IllegalStateException(entry + " is not open");
    }
  }

  /** The process that was found may be the new version's. */
  private void back() throws InterruptedException {
    String supervised = instance.row().supervised();
    Supervisor supervisor = instance.surroundings().supervisor();
    supervisor.restart(supervised, REASON);
    supervisor.await(
        supervised,
        instance.surroundings().limits().begin(),
        Phase.RUNNING,
        Phase.BACKOFF,
        Phase.CRASHED,
        Phase.STOPPED);
  }

  private void end(Entry entry, Outcome outcome, String reason) {
    Surroundings all = instance.surroundings();
    all.updates().end(entry.record(), outcome, reason, all.now());
  }

  /** Ends and forgets a process that stood beside the instance's own, if there is any. */
  static void clear(LiveInstance instance, String supervised) throws InterruptedException {
    Surroundings all = instance.surroundings();
    UnitState state = all.supervisor().create(supervised).state();
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
              .timing(all.limits().timing());
      all.supervisor().configure(spec, Preparation.NONE);
      all.supervisor().stop(supervised, true);
      all.supervisor()
          .await(supervised, all.limits().end(), Phase.STOPPED, Phase.CONFIGURED, Phase.CRASHED);
    }
    all.supervisor().remove(supervised);
  }
}
