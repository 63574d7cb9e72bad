package io.backplane.updates.spi;

import io.backplane.api.plugin.HandedState;
import io.backplane.calls.spi.Registration;
import io.backplane.meta.spi.Bump;
import io.backplane.store.spi.Transaction;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One version of a unit in the place of another: what an update has to know and to do. Its methods
 * are called one after the other, on the update's thread.
 */
@ConsumerType
public interface Changeover {

  /** By which part of the version number the two differ. */
  Bump type();

  /** Whether the two versions may run at a time. */
  boolean overlap();

  /** The unit's place in the switchboard. */
  Registration registration();

  /** What runs now. */
  UnitVersion old();

  /** What is to run. */
  UnitVersion next();

  /** What the next version is given when it does not take the old one's state. */
  Optional<Snapshot> snapshot();

  /**
   * Looks at the started new version beside the old one, before a call reaches it.
   *
   * @return what speaks against it
   */
  Optional<String> objection();

  /** Calls reach the new version. */
  void switched();

  /** Makes the new version the unit's, in the transaction that commits the update. */
  void commit(Transaction tx, UpdateRecord record);

  /** The new version is the unit's. */
  void committed(UpdateRecord record);

  /**
   * The old version is the unit's for good.
   *
   * @param failure why it does not run; empty when it does
   */
  void reverted(String failure);

  /**
   * State that a version gave when it was replaced.
   *
   * @param calls that were answered since and that it knows nothing of
   */
  record Snapshot(HandedState state, long calls) {}
}
