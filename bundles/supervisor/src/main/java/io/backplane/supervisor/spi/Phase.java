package io.backplane.supervisor.spi;

/** Where a unit is in its life. */
public enum Phase {
  /** Known, but not yet told what to run. */
  CREATED,
  /** Told what to run, never started. */
  CONFIGURED,
  /** A process is being started, or has been and is not ready yet. */
  STARTING,
  RUNNING,
  /** The process was asked to end. */
  STOPPING,
  /** No process, and none is wanted. */
  STOPPED,
  /** No process; the next one is due at a time that is known. */
  BACKOFF,
  /** No process, and none will be started until somebody asks. */
  CRASHED
}
