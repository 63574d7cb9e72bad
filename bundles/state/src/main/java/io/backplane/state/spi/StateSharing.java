package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How state is shared, and what an operator does where clocks are wrong. Thread-safe. */
@ProviderType
public interface StateSharing {

  StateStatus status();

  /**
   * Versions from further in the future than {@link StateLimits#AHEAD_MAX}, soonest first. They are
   * taken when this kernel's clock reaches them.
   *
   * @param limit 1 to {@link StateLimits#PAGE_MAX}; fewer where values are large
   */
  List<StateEntry> quarantined(int limit);

  /**
   * Writes the value of a version from the future now, as a version of this kernel. One from beyond
   * {@link StateLimits#AHEAD_ABSURD} is thereby overruled everywhere; a nearer one still comes when
   * its time has come.
   *
   * @throws RefusedException {@link Refusal.NotFound}
   */
  StateEntry adopt(String key, Stamp version, String by);

  /**
   * Overrules a version from the future everywhere: what stands here is written anew. Its value
   * goes to the conflict log.
   *
   * @throws RefusedException {@link Refusal.NotFound}; {@link Refusal.Conflict} for one from nearer
   *     than {@link StateLimits#AHEAD_ABSURD}, which other kernels may have taken
   */
  StateEntry drop(String key, Stamp version, String by);

  /**
   * Brings the stamps of this kernel back to its wall clock, after that was wrong and has been set
   * right: begins a new incarnation, and moves what it wrote in the future back by as much as the
   * clock was ahead.
   *
   * @return how many keys were moved
   * @throws RefusedException {@link Refusal.Conflict} when it is less than {@link
   *     StateLimits#AHEAD_ABSURD} ahead
   */
  int resetClock(String by);
}
