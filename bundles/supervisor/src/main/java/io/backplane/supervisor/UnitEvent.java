package io.backplane.supervisor;

import io.backplane.supervisor.spi.ProcessId;
import java.util.Optional;

/** What can happen to a unit. */
sealed interface UnitEvent {

  /** It was told what to run. */
  record Configured() implements UnitEvent {}

  record StartAsked() implements UnitEvent {}

  record StopAsked(boolean force) implements UnitEvent {}

  /** The kernel ends, and takes its units along; with its next start they are wanted again. */
  record ShutDown() implements UnitEvent {}

  /** Somebody wants another process in the place of this one. */
  record RestartAsked(String reason) implements UnitEvent {}

  /** The process of a start is there. */
  record Spawned(long start, Optional<ProcessId> shim, Optional<ProcessId> process)
      implements UnitEvent {}

  /** A start has not brought a process. */
  record SpawnFailed(long start, String reason) implements UnitEvent {}

  /** The spare that was taken for a start is of no use. */
  record SpareLost(long start) implements UnitEvent {}

  /** The process of a start can be used. */
  record Ready(long start) implements UnitEvent {}

  /** The process of a start is at fault: it does not answer, or not in step. */
  record Faulty(long start, String reason) implements UnitEvent {}

  /** The process of a start has ended. */
  record Exited(long start, int code, String detail) implements UnitEvent {}

  /** The process of a start is gone, and not by a fault of its own: the machine was restarted. */
  record Lost(long start, String reason) implements UnitEvent {}

  /** A time has come. */
  record TimedOut(long armedFor) implements UnitEvent {}
}
