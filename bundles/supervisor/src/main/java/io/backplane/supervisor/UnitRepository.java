package io.backplane.supervisor;

import io.backplane.supervisor.spi.UnitState;
import java.util.Optional;

/** Where units are kept. Thread-safe. */
interface UnitRepository {

  Optional<UnitState> find(String id);

  /**
   * Stores a state, and with a new phase its event. Blocks until that is durable.
   *
   * @param subject of the event
   * @throws io.backplane.api.call.RefusedException the store takes no writes now
   * @throws IllegalStateException the stored version is not the one before
   */
  void save(UnitState before, UnitState next, String subject);

  void add(UnitState state);

  void remove(String id);
}
