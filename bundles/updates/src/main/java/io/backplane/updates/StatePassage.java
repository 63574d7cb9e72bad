package io.backplane.updates;

import io.backplane.api.call.Unit;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.updates.spi.Guarded;
import io.backplane.updates.spi.Guarded.Failure;
import io.backplane.updates.spi.UnitVersion;
import java.time.Duration;
import java.util.Optional;

/** Takes state out of one version and gives it to another. */
record StatePassage(Duration limit) {

  static boolean has(Unit unit) {
    return unit instanceof StateHandover;
  }

  HandedState export(UnitVersion from) throws Failure, InterruptedException {
    StateHandover unit = (StateHandover) from.unit();
    try {
      HandedState state =
          Guarded.call("export " + from.version(), loader(unit), limit, unit::exportState);
      if (state == null) {
        throw new Failure("it gives none");
      }
      return state;
    } catch (Failure e) {
      throw new Failure(from.version() + " does not give its state: " + e.getMessage());
    }
  }

  /**
   * @return why it is not taken
   */
  Optional<String> give(HandedState state, UnitVersion to) throws InterruptedException {
    StateHandover unit = (StateHandover) to.unit();
    try {
      Guarded.call(
          "import " + to.version(),
          loader(unit),
          limit,
          () -> {
            unit.importState(state);
            return null;
          });
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(to.version() + " does not take the state over: " + e.getMessage());
    }
  }

  private static ClassLoader loader(Object unit) {
    return unit.getClass().getClassLoader();
  }
}
