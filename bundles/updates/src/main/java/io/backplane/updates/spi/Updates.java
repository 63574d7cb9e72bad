package io.backplane.updates.spi;

import io.backplane.api.plugin.HandedState;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries out updates as transactions: each step is in the journal before its effect, and until the
 * commit the old version is the unit's. Updates of one unit happen one after the other.
 * Thread-safe.
 */
@ProviderType
public interface Updates {

  /** Begins an update, or lets it wait for the one under way. */
  Update submit(UpdateRequest request);

  /** The update of a unit that is under way; the newest of those that wait is not. */
  Optional<Update> underWay(String kind, String unit);

  /**
   * Turns the update under way back, if it has come far enough and is not yet committed.
   *
   * @return that update; empty when there was nothing to turn back
   */
  Optional<Update> revert(String kind, String unit, String reason);

  /**
   * Newest first.
   *
   * @param unit empty for all
   */
  List<UpdateRecord> history(String kind, String unit, int limit);

  /** Adds a sentence to what is known of an update. */
  void note(long id, String sentence);

  /** The state that the old version gave in an update. */
  Optional<HandedState> snapshot(long id);

  /** Closes the updates of a kind that a kernel has left open when it ended. */
  void closeLeft(String kind);

  /**
   * Leaves the updates of a kind where they are, because those who carry them out end: the journal
   * says where that is. Returns when none goes on.
   */
  void leave(String kind);

  /** Forgets the updates of a unit that is gone: another one may come to its name. */
  void forget(String kind, String unit);
}
