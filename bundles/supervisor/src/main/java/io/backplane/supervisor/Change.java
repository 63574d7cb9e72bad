package io.backplane.supervisor;

import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitState.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A state on its way to the next one. Its version is one above that it came from. */
record Change(UnitState unit) {

  static Change of(UnitState unit) {
    return new Change(unit).with(unit.phase(), unit.wanted(), unit.version() + 1);
  }

  private Change with(Phase phase, boolean wanted, long version) {
    return new Change(
        new UnitState(
            unit.id(),
            phase,
            wanted,
            version,
            unit.start(),
            unit.token(),
            unit.shim(),
            unit.process(),
            unit.ending(),
            unit.reason(),
            unit.since(),
            unit.startedAt(),
            unit.restarts(),
            unit.failures(),
            unit.dueAt(),
            unit.exit()));
  }

  private Change run(
      long start,
      String token,
      Optional<ProcessId> shim,
      Optional<ProcessId> process,
      Optional<Instant> startedAt) {
    return new Change(
        new UnitState(
            unit.id(),
            unit.phase(),
            unit.wanted(),
            unit.version(),
            start,
            token,
            shim,
            process,
            unit.ending(),
            unit.reason(),
            unit.since(),
            startedAt,
            unit.restarts(),
            unit.failures(),
            unit.dueAt(),
            unit.exit()));
  }

  private Change story(
      Ending ending,
      String reason,
      Instant since,
      int restarts,
      List<Instant> failures,
      Optional<Instant> dueAt,
      Optional<Exit> exit) {
    return new Change(
        new UnitState(
            unit.id(),
            unit.phase(),
            unit.wanted(),
            unit.version(),
            unit.start(),
            unit.token(),
            unit.shim(),
            unit.process(),
            ending,
            reason,
            since,
            unit.startedAt(),
            restarts,
            failures,
            dueAt,
            exit));
  }

  Change to(Phase phase, Instant at) {
    Edges.check(unit.phase(), phase);
    Change moved = with(phase, unit.wanted(), unit.version());
    Ending ending = phase == Phase.STOPPING ? unit.ending() : Ending.NONE;
    Optional<Instant> due = phase == Phase.BACKOFF ? unit.dueAt() : Optional.empty();
    return moved.story(
        ending, unit.reason(), at, unit.restarts(), unit.failures(), due, unit.exit());
  }

  Change wanted(boolean wanted) {
    return with(unit.phase(), wanted, unit.version());
  }

  /** Nothing of the past counts any more. */
  Change afresh() {
    return story(unit.ending(), "", unit.since(), 0, List.of(), unit.dueAt(), unit.exit());
  }

  Change ending(Ending ending) {
    return story(
        ending,
        unit.reason(),
        unit.since(),
        unit.restarts(),
        unit.failures(),
        unit.dueAt(),
        unit.exit());
  }

  Change because(String reason) {
    return story(
        unit.ending(),
        reason,
        unit.since(),
        unit.restarts(),
        unit.failures(),
        unit.dueAt(),
        unit.exit());
  }

  Change failures(List<Instant> failures) {
    return story(
        unit.ending(),
        unit.reason(),
        unit.since(),
        unit.restarts(),
        failures,
        unit.dueAt(),
        unit.exit());
  }

  Change due(Instant at) {
    return story(
        unit.ending(),
        unit.reason(),
        unit.since(),
        unit.restarts(),
        unit.failures(),
        Optional.of(at),
        unit.exit());
  }

  Change exit(Exit exit) {
    return story(
        unit.ending(),
        unit.reason(),
        unit.since(),
        unit.restarts(),
        unit.failures(),
        unit.dueAt(),
        Optional.of(exit));
  }

  /** One more start that nobody asked for. */
  Change restarted() {
    return story(
        unit.ending(),
        unit.reason(),
        unit.since(),
        unit.restarts() + 1,
        unit.failures(),
        unit.dueAt(),
        unit.exit());
  }

  Change nextStart(String token) {
    return run(unit.start() + 1, token, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Change process(Optional<ProcessId> shim, ProcessId process, Instant at) {
    return run(unit.start(), unit.token(), shim, Optional.of(process), Optional.of(at));
  }
}
