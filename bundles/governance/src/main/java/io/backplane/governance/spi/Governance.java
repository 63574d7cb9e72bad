package io.backplane.governance.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How mature things are. What has no record counts as active. Every change is an event.
 * Thread-safe.
 */
@ProviderType
public interface Governance {

  /**
   * Records something in its initial state.
   *
   * @param name lower-case letters, digits, {@code . _ -}, 1 to 64, a letter first
   * @param owner 1 to 64 printable characters
   * @param by who asks
   * @throws RefusedException {@link Refusal.Conflict} when it is recorded already, {@link
   *     Refusal.OverCap} naming the cap, {@link Refusal.Invalid} for the name or the owner
   */
  Subject register(Lifecycle lifecycle, String name, String owner, String by);

  /**
   * Brings it into a state; one that it is in already changes nothing.
   *
   * @param reason in one sentence of at most 1,000 characters, may be empty
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Conflict} where the table has
   *     no such edge, {@link Refusal.OverCap} naming the cap, {@link Refusal.Invalid} for the
   *     reason
   */
  Subject move(Lifecycle lifecycle, String name, String to, String reason, String by);

  /**
   * Says that it is in use. A call does the same.
   *
   * @throws RefusedException {@link Refusal.NotFound}; {@link Refusal.Conflict} in a final state
   */
  Subject touch(Lifecycle lifecycle, String name, String by);

  /**
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Subject find(Lifecycle lifecycle, String name);

  /** Sorted by name. */
  List<Subject> all(Lifecycle lifecycle);

  /**
   * Every cap with what is used of it.
   *
   * @param owner empty for all owners that use any
   */
  List<CapUse> caps(String owner);

  /** How many are in which state, by life cycle, tasks included. */
  Map<String, Map<String, Long>> stats();

  /** Applies the idle rules now. */
  List<Swept> sweep();
}
