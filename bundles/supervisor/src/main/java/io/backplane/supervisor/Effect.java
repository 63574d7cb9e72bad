package io.backplane.supervisor;

import java.time.Duration;

/** What follows from a decision. Can be repeated. */
sealed interface Effect {

  /** Starts the process of the state's start. */
  record Launch() implements Effect {}

  /** Asks the process to end, step by step. */
  record End(boolean force) implements Effect {}

  /** Sends {@link UnitEvent.TimedOut} for the state's version. */
  record WakeAfter(Duration pause) implements Effect {}
}
