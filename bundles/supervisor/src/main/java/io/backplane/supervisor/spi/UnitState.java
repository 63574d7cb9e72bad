package io.backplane.supervisor.spi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A unit as it is stored.
 *
 * @param wanted whether a process should be running
 * @param version rises with each change; timers carry the one they were armed for
 * @param start number of the current or last start, from 1; 0 before the first
 * @param token what the processes of this start carry in their environment as {@code BACKPLANE_RUN}
 * @param shim the process that holds the pipes; empty in pipe mode and before the spawn
 * @param process the unit's own process; empty before the spawn, and for one inside the kernel
 * @param ending why a process was asked to end
 * @param reason in words, why the unit is where it is; empty where that needs none
 * @param since when it came into this phase
 * @param startedAt when the process was spawned, or taken from the spares
 * @param restarts starts that nobody asked for, since somebody did
 * @param failures when starts have failed lately, oldest first
 * @param dueAt when the next start is due
 * @param exit how the last process ended
 */
public record UnitState(
    String id,
    Phase phase,
    boolean wanted,
    long version,
    long start,
    String token,
    Optional<ProcessId> shim,
    Optional<ProcessId> process,
    Ending ending,
    String reason,
    Instant since,
    Optional<Instant> startedAt,
    int restarts,
    List<Instant> failures,
    Optional<Instant> dueAt,
    Optional<Exit> exit) {

  /** Why a process was asked to end. */
  public enum Ending {
    NONE,
    /** Somebody asked for a stop. */
    STOP,
    /** Somebody asked for another process, or this one is at fault; a new one follows at once. */
    RESTART,
    /** It did not become ready in time; that counts as a failed start. */
    FAILED_START
  }

  public UnitState {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(reason, "reason");
    failures = List.copyOf(failures);
  }

  /** A unit that is known and nothing else. */
  public static UnitState created(String id, Instant at) {
    return new UnitState(
        id,
        Phase.CREATED,
        false,
        0,
        0,
        "",
        Optional.empty(),
        Optional.empty(),
        Ending.NONE,
        "",
        at,
        Optional.empty(),
        0,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether there is, or may be, a process. */
  public boolean live() {
    return phase == Phase.STARTING || phase == Phase.RUNNING || phase == Phase.STOPPING;
  }

  /** The process's number while there is one. */
  public Optional<Long> pid() {
    return live() ? process.map(ProcessId::pid) : Optional.empty();
  }
}
