package io.backplane.supervisor;

import io.backplane.api.call.Values;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;

/**
 * What a unit's log says of where the unit has come to.
 *
 * @param spared whether a start has taken a spare
 */
record Note(UnitSpec spec, Preparation preparation, boolean spared) {

  static LogLevel level(Phase phase) {
    return switch (phase) {
      case CRASHED -> LogLevel.ERROR;
      case BACKOFF -> LogLevel.WARN;
      case CREATED, CONFIGURED, STARTING, RUNNING, STOPPING, STOPPED -> LogLevel.INFO;
    };
  }

  String of(UnitState unit) {
    var words = new StringBuilder(Values.word(unit.phase()));
    unit.pid().ifPresent(pid -> words.append(", pid ").append(pid));
    if (unit.phase() == Phase.STARTING) {
      words.append(way());
    }
    if (!unit.reason().isEmpty()) {
      words.append(": ").append(unit.reason());
    }
    return words.toString();
  }

  /** How it starts. */
  private String way() {
    if (spec.embedding().isPresent()) {
      return " inside the kernel";
    }
    if (spec.spare().isPresent()) {
      return spared ? " with a spare" : " without a spare, since none waits";
    }
    return preparation.words();
  }
}
