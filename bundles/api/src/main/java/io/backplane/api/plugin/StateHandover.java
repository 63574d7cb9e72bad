package io.backplane.api.plugin;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A unit that can give its state to another version of itself, newer or older. Implemented by the
 * plugin's {@link io.backplane.api.call.Unit} itself. While an update hands state over, calls wait:
 * both methods are to be quick, and are given up after 5 seconds.
 */
@ConsumerType
public interface StateHandover {

  /**
   * The state now. No call is inside, and none comes until the switch is over or given up; streams
   * may still be open.
   */
  HandedState exportState();

  /**
   * Takes state over. Called before the first call, or on a version that went out of use a moment
   * ago and comes back.
   *
   * @throws RefusedException {@link Refusal.Invalid} for a format it does not know: the update is
   *     given up and nothing changes
   */
  void importState(HandedState state);
}
