package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthLevel;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitStatus;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.UpdateRecord;
import java.time.Duration;
import java.util.Optional;

/** One version of an instance as an update starts and stops it. */
final class ProcessVersion implements UnitVersion {

  private static final Duration AGAIN = Duration.ofMillis(200);

  private final LiveInstance instance;
  private final Surroundings all;
  private final ProcessLaunch launch;
  private final boolean runs;
  private final boolean beside;
  private final boolean own;
  private volatile boolean current;
  private volatile long start;
  private boolean starting;
  private String calledOff = "";

  /**
   * @param runs whether a process is to run, or the version just to be the one of the next start
   * @param beside whether the other version has a process of its own
   * @param current whether it is this version that runs, if any does
   */
  ProcessVersion(
      LiveInstance instance, ProcessLaunch launch, boolean runs, boolean beside, boolean current) {
    this.instance = instance;
    this.all = instance.surroundings();
    this.launch = launch;
    this.runs = runs;
    this.beside = beside;
    this.own = current;
    this.current = current;
  }

  @Override
  public String version() {
    return launch.pack().version();
  }

  @Override
  public Unit unit() {
    return instance.unit(launch.meta(), launch.supervised());
  }

  /** How the process of that name is started, if it is this version's. */
  Optional<ProcessLaunch> launch(String supervised) {
    return current && launch.supervised().equals(supervised)
        ? Optional.of(launch)
        : Optional.empty();
  }

  /** A start that is under way is not waited for any more, and none begins. */
  synchronized void callOff(String reason) {
    calledOff = reason;
    if (starting) {
      supervisor().stop(launch.supervised(), false);
    }
  }

  private synchronized Optional<String> starting(boolean now) {
    starting = now;
    return Optional.of(calledOff).filter(why -> !why.isEmpty());
  }

  private Supervisor supervisor() {
    return all.supervisor();
  }

  @Override
  public Optional<String> start() throws InterruptedException {
    supervisor().create(launch.supervised());
    current = true;
    if (runs || launch.problems().isEmpty()) {
      supervisor().configure(launch.spec(), launch);
    }
    if (!runs) {
      return Optional.empty();
    }
    Optional<String> off = starting(true);
    Optional<String> trouble = off.isPresent() ? off : begin();
    off = starting(false);
    // The supervisor goes on trying with the version that is the instance's.
    if (off.isPresent() || (trouble.isPresent() && !own)) {
      end();
    }
    return off.isPresent() ? off : trouble;
  }

  private Optional<String> begin() throws InterruptedException {
    String supervised = launch.supervised();
    try {
      start = asked(supervised).state().start();
    } catch (RefusedException e) {
      return Optional.of("it does not start: " + e.getMessage());
    }
    UnitState state =
        supervisor()
            .await(
                supervised,
                all.limits().begin(),
                Phase.RUNNING,
                Phase.BACKOFF,
                Phase.CRASHED,
                Phase.STOPPED);
    if (state.phase() == Phase.STARTING && state.start() == start) {
      return Optional.of("it is not running in time");
    }
    return state.phase() == Phase.RUNNING && state.start() == start
        ? Optional.empty()
        : Optional.of("it does not start: " + words(state));
  }

  /** Asks again while something else, such as a full queue of the store, is in the way. */
  private UnitStatus asked(String supervised) throws InterruptedException {
    long deadline = System.nanoTime() + all.limits().begin().toNanos();
    while (true) {
      try {
        return supervisor().start(supervised);
      } catch (RefusedException e) {
        if (!(e.refusal() instanceof Refusal.Busy) || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        if (supervisor().closing()) { // the kernel ends, and the next one sees to it
          throw new InterruptedException(e.getMessage());
        }
        Thread.sleep(AGAIN);
      }
    }
  }

  private static String words(UnitState state) {
    return state.reason().isEmpty() ? state.exit().map(Exit::words).orElse("") : state.reason();
  }

  @Override
  public Optional<String> trouble() {
    if (!runs) {
      return Optional.empty();
    }
    UnitStatus now = supervisor().find(launch.supervised()).orElseThrow();
    if (now.state().phase() != Phase.RUNNING || now.state().start() != start) {
      return Optional.of("it has not kept running: " + words(now.state()));
    }
    return now.health()
        .filter(health -> health.level() == HealthLevel.UNHEALTHY)
        .map(health -> "it is not well: " + health.reason());
  }

  @Override
  public Optional<String> stop() throws InterruptedException {
    if (runs) {
      all.switches().stopped(instance.id());
    }
    return end();
  }

  /** The process ends, step by step, and where that does not help, at once. */
  private Optional<String> end() throws InterruptedException {
    current = false;
    supervisor().stop(launch.supervised(), false);
    if (!ended()) {
      supervisor().stop(launch.supervised(), true);
      if (!ended()) {
        return Optional.of("the process of " + launch.supervised() + " cannot be ended");
      }
    }
    if (beside) {
      supervisor().remove(launch.supervised());
    }
    return Optional.empty();
  }

  private boolean ended() throws InterruptedException {
    return !supervisor()
        .await(
            launch.supervised(), all.limits().end(), Phase.STOPPED, Phase.CONFIGURED, Phase.CREATED)
        .live();
  }

  /** In place nothing is left of a version whose process has become another's. */
  @Override
  public Optional<String> discard(UpdateRecord update) throws InterruptedException {
    Optional<String> trouble = current ? end() : Optional.empty();
    if (beside && trouble.isEmpty()) {
      all.switches().settled(instance.id());
    }
    return trouble;
  }

  /** Whether there may be a process of its own. */
  boolean stands() {
    return beside && supervisor().find(launch.supervised()).isPresent();
  }
}
