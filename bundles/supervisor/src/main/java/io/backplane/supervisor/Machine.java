package io.backplane.supervisor;

import static io.backplane.supervisor.spi.Phase.BACKOFF;
import static io.backplane.supervisor.spi.Phase.CONFIGURED;
import static io.backplane.supervisor.spi.Phase.CRASHED;
import static io.backplane.supervisor.spi.Phase.CREATED;
import static io.backplane.supervisor.spi.Phase.RUNNING;
import static io.backplane.supervisor.spi.Phase.STARTING;
import static io.backplane.supervisor.spi.Phase.STOPPED;
import static io.backplane.supervisor.spi.Phase.STOPPING;

import io.backplane.supervisor.UnitEvent.Configured;
import io.backplane.supervisor.UnitEvent.Exited;
import io.backplane.supervisor.UnitEvent.Faulty;
import io.backplane.supervisor.UnitEvent.Lost;
import io.backplane.supervisor.UnitEvent.Ready;
import io.backplane.supervisor.UnitEvent.RestartAsked;
import io.backplane.supervisor.UnitEvent.ShutDown;
import io.backplane.supervisor.UnitEvent.SpareLost;
import io.backplane.supervisor.UnitEvent.SpawnFailed;
import io.backplane.supervisor.UnitEvent.Spawned;
import io.backplane.supervisor.UnitEvent.StartAsked;
import io.backplane.supervisor.UnitEvent.StopAsked;
import io.backplane.supervisor.UnitEvent.TimedOut;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitState.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what becomes of a unit; never acts. The caller stores the next state first, then carries
 * out the effects. What tells of another start than the current one, and timers that were armed for
 * another version, change nothing.
 *
 * @param now wall time, for what is stored and shown
 * @param dice 0 to 1, for the jitter of pauses
 * @param token for the processes of the next start, if there is one
 */
record Machine(UnitSpec spec, Instant now, double dice, String token) {

  Decision decide(UnitState unit, UnitEvent event) {
    return switch (event) {
      case Configured _ when unit.phase() == CREATED -> next(Change.of(unit).to(CONFIGURED, now));
      case Configured _ -> stay(unit);
      case StartAsked _ -> startAsked(unit);
      case StopAsked(boolean force) -> stopAsked(unit, force);
      case ShutDown _ -> shutDown(unit);
      case RestartAsked(String reason) -> restartAsked(unit, reason);
      case Spawned spawned when current(unit, spawned.start()) -> spawned(unit, spawned);
      case Spawned _ -> stay(unit);
      case SpawnFailed(long start, String reason) when current(unit, start) ->
          ending(unit) ? afterEnding(unit, Change.of(unit)) : failed(Change.of(unit), reason);
      case SpawnFailed _ -> stay(unit);
      case SpareLost(long start) when current(unit, start) ->
          ending(unit) ? afterEnding(unit, Change.of(unit)) : launch(Change.of(unit));
      case SpareLost _ -> stay(unit);
      case Ready(long start) when current(unit, start) && unit.phase() == STARTING -> ready(unit);
      case Ready _ -> stay(unit);
      case Faulty(long start, String reason) when current(unit, start) && !ending(unit) ->
          end(Change.of(unit).ending(Ending.RESTART).because(reason), false);
      case Faulty _ -> stay(unit);
      case Exited exited when current(unit, exited.start()) -> exited(unit, exited);
      case Exited _ -> stay(unit);
      case Lost(long start, String reason) when current(unit, start) -> lost(unit, reason);
      case Lost _ -> stay(unit);
      case TimedOut(long armedFor) when armedFor == unit.version() -> timedOut(unit);
      case TimedOut _ -> stay(unit);
    };
  }

  /** The same, with another token. */
  Machine carrying(String token) {
    return new Machine(spec, now, dice, token);
  }

  private static boolean current(UnitState unit, long start) {
    return unit.live() && unit.start() == start;
  }

  private static boolean ending(UnitState unit) {
    return unit.phase() == STOPPING;
  }

  private Decision startAsked(UnitState unit) {
    return switch (unit.phase()) {
      case CREATED, STARTING, RUNNING -> stay(unit);
      case STOPPING ->
          unit.wanted() && unit.ending() != Ending.STOP
              ? stay(unit)
              : next(Change.of(unit).wanted(true).ending(Ending.RESTART));
      case CONFIGURED, STOPPED, CRASHED, BACKOFF -> launch(Change.of(unit).wanted(true).afresh());
    };
  }

  private Decision stopAsked(UnitState unit, boolean force) {
    return switch (unit.phase()) {
      case CREATED, CONFIGURED, STOPPED -> stay(unit);
      case BACKOFF, CRASHED -> next(Change.of(unit).wanted(false).because("").to(STOPPED, now));
      case STARTING, RUNNING ->
          end(Change.of(unit).wanted(false).ending(Ending.STOP).because(""), force);
      case STOPPING -> {
        Change stop = Change.of(unit).wanted(false).ending(Ending.STOP);
        yield force ? next(stop, new Effect.End(true)) : next(stop);
      }
    };
  }

  private Decision shutDown(UnitState unit) {
    return switch (unit.phase()) {
      case CREATED, CONFIGURED, STOPPED, CRASHED -> stay(unit);
      case BACKOFF -> next(Change.of(unit).because("").to(STOPPED, now));
      case STARTING, RUNNING -> end(Change.of(unit).ending(Ending.STOP).because(""), false);
      case STOPPING -> next(Change.of(unit).ending(Ending.STOP));
    };
  }

  private Decision restartAsked(UnitState unit, String reason) {
    return switch (unit.phase()) {
      case CREATED -> stay(unit);
      case STARTING, RUNNING ->
          end(Change.of(unit).wanted(true).afresh().ending(Ending.RESTART).because(reason), false);
      case STOPPING -> next(Change.of(unit).wanted(true).ending(Ending.RESTART));
      case CONFIGURED, STOPPED, CRASHED, BACKOFF -> launch(Change.of(unit).wanted(true).afresh());
    };
  }

  private Decision spawned(UnitState unit, Spawned spawned) {
    Change change = Change.of(unit).process(spawned.shim(), spawned.process(), now);
    return ending(unit)
        ? next(change, new Effect.End(false))
        : next(change, new Effect.WakeAfter(spec.timing().start()));
  }

  private Decision ready(UnitState unit) {
    Change change = Change.of(unit).to(RUNNING, now);
    return unit.failures().isEmpty() && unit.reason().isEmpty()
        ? next(change)
        : next(change, new Effect.WakeAfter(spec.timing().stable()));
  }

  private Decision exited(UnitState unit, Exited exited) {
    Exit exit = new Exit(exited.code(), now);
    Change change = Change.of(unit).exit(exit);
    if (ending(unit)) {
      return afterEnding(unit, change);
    }
    boolean done = exit.ok() && spec.restart() != RestartPolicy.ALWAYS;
    if (done || exit.ok() && spec.profile() == Profile.ONESHOT) {
      return next(change.wanted(false).because("").to(STOPPED, now));
    }
    return failed(change, exit.words() + exited.detail());
  }

  private Decision afterEnding(UnitState unit, Change change) {
    return switch (unit.ending()) {
      case RESTART -> launch(change.restarted());
      case FAILED_START -> failed(change, unit.reason());
      case STOP, NONE -> next(change.to(STOPPED, now));
    };
  }

  /** A start or a process has failed: another one by policy, at once, later, or never. */
  private Decision failed(Change change, String reason) {
    UnitState unit = change.unit();
    if (!unit.wanted()) {
      return next(change.to(STOPPED, now));
    }
    List<Instant> failures = lately(unit.failures());
    failures.add(now);
    Change next = change.failures(failures);
    int most = spec.backOff().failuresMax();
    if (spec.restart() == RestartPolicy.NEVER) {
      return next(next.because(reason).to(CRASHED, now));
    }
    if (most > 0 && failures.size() >= most) {
      String words = failures.size() + " failed starts in " + minutes() + ", the last: " + reason;
      return next(next.because(words).to(CRASHED, now));
    }
    Duration pause = spec.backOff().pause(failures.size(), dice);
    if (pause.isZero()) {
      return launch(next.because(reason).restarted());
    }
    return next(
        next.because(reason).due(now.plus(pause)).to(BACKOFF, now), new Effect.WakeAfter(pause));
  }

  private String minutes() {
    Duration window = spec.backOff().window();
    return window.toMinutes() > 0 ? window.toMinutes() + " min" : window.toSeconds() + " s";
  }

  private List<Instant> lately(List<Instant> failures) {
    Instant oldest = now.minus(spec.backOff().window());
    var lately = new ArrayList<Instant>();
    failures.stream().filter(at -> at.isAfter(oldest)).forEach(lately::add);
    return lately;
  }

  private Decision lost(UnitState unit, String reason) {
    if (unit.wanted() && unit.ending() != Ending.STOP) {
      return launch(Change.of(unit).because(reason).restarted());
    }
    return next(Change.of(unit).because(reason).to(STOPPED, now));
  }

  private Decision timedOut(UnitState unit) {
    return switch (unit.phase()) {
      case STARTING -> {
        String reason = "not ready within " + spec.timing().start().toMillis() + " ms";
        yield end(Change.of(unit).ending(Ending.FAILED_START).because(reason), false);
      }
      case RUNNING -> next(Change.of(unit).failures(List.of()).because(""));
      case BACKOFF -> launch(Change.of(unit).restarted());
      case CREATED, CONFIGURED, STOPPING, STOPPED, CRASHED -> stay(unit);
    };
  }

  private Decision launch(Change change) {
    return next(change.nextStart(token).to(STARTING, now), new Effect.Launch());
  }

  private Decision end(Change change, boolean force) {
    return next(change.to(STOPPING, now), new Effect.End(force));
  }

  private static Decision stay(UnitState unit) {
    return new Decision(unit, List.of());
  }

  private static Decision next(Change change, Effect... effects) {
    return new Decision(change.unit(), List.of(effects));
  }
}
