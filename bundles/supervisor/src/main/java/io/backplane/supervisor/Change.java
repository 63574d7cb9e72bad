package io.backplane.supervisor;

import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitState.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A state on its way to the next one, whose version is one above. Every step changes this object
 * and returns it; it serves one decision, on one thread.
 */
final class Change {

  private final UnitState from;
  private Phase phase;
  private boolean wanted;
  private long start;
  private String token;
  private Optional<ProcessId> shim;
  private Optional<ProcessId> process;
  private Ending ending;
  private String reason;
  private Instant since;
  private Optional<Instant> startedAt;
  private int restarts;
  private List<Instant> failures;
  private Optional<Instant> dueAt;
  private Optional<Exit> exit;

  private Change(UnitState from) {
    this.from = from;
    phase = from.phase();
    wanted = from.wanted();
    start = from.start();
    token = from.token();
    shim = from.shim();
    process = from.process();
    ending = from.ending();
    reason = from.reason();
    since = from.since();
    startedAt = from.startedAt();
    restarts = from.restarts();
    failures = from.failures();
    dueAt = from.dueAt();
    exit = from.exit();
  }

  static Change of(UnitState unit) {
    return new Change(unit);
  }

  /** The state as far as it has come. */
  UnitState unit() {
    return new UnitState(
        from.id(),
        phase,
        wanted,
        from.version() + 1,
        start,
        token,
        shim,
        process,
        ending,
        reason,
        since,
        startedAt,
        restarts,
        failures,
        dueAt,
        exit);
  }

  /**
   * @throws IllegalStateException an edge that is not in the table
   */
  Change to(Phase next, Instant at) {
    Edges.check(phase, next);
    phase = next;
    since = at;
    ending = next == Phase.STOPPING ? ending : Ending.NONE;
    dueAt = next == Phase.BACKOFF ? dueAt : Optional.empty();
    return this;
  }

  Change wanted(boolean yes) {
    wanted = yes;
    return this;
  }

  /** Nothing of the past counts any more. */
  Change afresh() {
    reason = "";
    restarts = 0;
    failures = List.of();
    return this;
  }

  Change ending(Ending why) {
    ending = why;
    return this;
  }

  Change because(String words) {
    reason = words;
    return this;
  }

  Change failures(List<Instant> lately) {
    failures = lately;
    return this;
  }

  Change due(Instant at) {
    dueAt = Optional.of(at);
    return this;
  }

  Change exit(Exit how) {
    exit = Optional.of(how);
    return this;
  }

  /** One more start that nobody asked for. */
  Change restarted() {
    restarts++;
    return this;
  }

  Change nextStart(String carried) {
    start++;
    token = carried;
    shim = Optional.empty();
    process = Optional.empty();
    startedAt = Optional.empty();
    return this;
  }

  Change process(Optional<ProcessId> holder, Optional<ProcessId> own, Instant at) {
    shim = holder;
    process = own;
    startedAt = Optional.of(at);
    return this;
  }
}
