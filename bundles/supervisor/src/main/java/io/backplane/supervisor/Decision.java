package io.backplane.supervisor;

import io.backplane.supervisor.spi.UnitState;
import java.util.List;

/** The next state, to be stored first, and what to do then. */
record Decision(UnitState next, List<Effect> effects) {

  Decision {
    effects = List.copyOf(effects);
  }

  /** Whether a process is to be started. */
  boolean launches() {
    return effects.contains(new Effect.Launch());
  }
}
