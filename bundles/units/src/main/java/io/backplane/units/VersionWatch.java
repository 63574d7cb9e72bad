package io.backplane.units;

import io.backplane.api.health.HealthLevel;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.SupervisorListener;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Starts, watches and ends the processes of an update. */
final class VersionWatch implements SupervisorListener {

  /** Between two looks at what tells nobody when it changes: health, calls in the switchboard. */
  static final Duration LOOK = Duration.ofMillis(20);

  private final Supervisor supervisor;
  private final UnitsLimits limits;
  private final Semaphore news = new Semaphore(0);
  private volatile String revertAsked = "";

  VersionWatch(Supervisor supervisor, UnitsLimits limits) {
    this.supervisor = supervisor;
    this.limits = limits;
  }

  @Override
  public void changed(UnitState before, UnitState after) {
    news.release();
  }

  /** From now on what is watched counts as failed. */
  void askRevert(String reason) {
    revertAsked = reason;
    news.release();
  }

  void forgetRevert() {
    revertAsked = "";
  }

  void configure(DriverLaunch launch) {
    if (launch.problems().isEmpty()) {
      supervisor.configure(launch.spec(), launch.preparation());
    }
  }

  /** Starts a version; what keeps it from running, if anything does. */
  Optional<String> started(DriverLaunch launch) throws InterruptedException {
    configure(launch);
    long start = supervisor.start(launch.supervised()).state().start();
    long deadline = System.nanoTime() + limits.begin().toNanos();
    while (true) {
      UnitState state = supervisor.find(launch.supervised()).orElseThrow().state();
      if (!revertAsked.isEmpty()) {
        return Optional.of(revertAsked);
      }
      if (state.start() != start || !state.live()) {
        return Optional.of("it does not start: " + words(state));
      }
      if (state.phase() == Phase.RUNNING) {
        return Optional.empty();
      }
      if (System.nanoTime() - deadline >= 0) {
        return Optional.of("it is not running in time");
      }
      await(LOOK.toNanos());
    }
  }

  private void await(long nanos) throws InterruptedException {
    if (news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
  }

  private static String words(UnitState state) {
    return state.reason().isEmpty() ? state.exit().map(Exit::words).orElse("") : state.reason();
  }

  /** What happens to a running process that ought not to, if anything does. */
  Optional<String> troubleWithin(String supervised, Duration window) throws InterruptedException {
    UnitState first = supervisor.find(supervised).orElseThrow().state();
    long deadline = System.nanoTime() + window.toNanos();
    while (true) {
      UnitStatus now = supervisor.find(supervised).orElseThrow();
      if (!revertAsked.isEmpty()) {
        return Optional.of(revertAsked);
      }
      if (now.state().phase() != Phase.RUNNING || now.state().start() != first.start()) {
        return Optional.of("it has not kept running: " + words(now.state()));
      }
      if (now.health().filter(h -> h.level() == HealthLevel.UNHEALTHY).isPresent()) {
        return Optional.of("it is not well: " + now.health().get().reason());
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      await(Math.min(left, LOOK.toNanos()));
    }
  }

  /** Ends a process, step by step, and where that does not help, at once. */
  void stop(String supervised) throws InterruptedException {
    supervisor.stop(supervised, false);
    if (!ended(supervised)) {
      supervisor.stop(supervised, true);
      if (!ended(supervised)) {
        throw new IllegalStateException("the process of " + supervised + " cannot be ended");
      }
    }
  }

  private boolean ended(String supervised) throws InterruptedException {
    return !supervisor
        .await(supervised, limits.end(), Phase.STOPPED, Phase.CONFIGURED, Phase.CREATED)
        .live();
  }
}
