package io.backplane.supervisor.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of changes after they are stored. Must not block; never called under a lock. */
@ConsumerType
public interface SupervisorListener {

  /** A unit has gone from one state to the next; one unit's changes come in their order. */
  void changed(UnitState before, UnitState after);
}
