package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Values under keys, shared by all kernels that are joined: the last writer wins, by {@link Stamp}.
 * Works on this kernel's copy, whether the others can be reached or not. Thread-safe.
 *
 * <p>Everywhere, a key that breaks the rules of {@link StateEntry} is {@link Refusal.Invalid}.
 */
@ProviderType
public interface State {

  /** What a key stands for; empty for one that is not there or deleted. */
  Optional<StateEntry> get(String key);

  /**
   * Writes a value.
   *
   * @param by who writes, at most {@link StateLimits#BY_LENGTH_MAX} characters
   * @throws RefusedException {@link Refusal.Stale} naming the present version; {@link
   *     Refusal.OverCap} for one key or value too many
   */
  StateEntry set(String key, StateValue value, IfVersion condition, String by);

  /**
   * Deletes a key, which is told to the others.
   *
   * @return the deletion
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Stale}, {@link
   *     Refusal.OverCap}
   */
  StateEntry delete(String key, IfVersion condition, String by);

  /**
   * Live keys in their order.
   *
   * @param prefix what keys begin with; empty for all
   * @param after a key behind which to begin; empty for the first
   * @param limit 1 to {@link StateLimits#PAGE_MAX}
   * @throws RefusedException {@link Refusal.Invalid} for the limit
   */
  StatePage list(String prefix, String after, int limit);

  /**
   * As {@link #list}, without values: they are empty.
   *
   * @throws RefusedException {@link Refusal.Invalid} for the limit
   */
  StatePage keys(String prefix, String after, int limit);

  /** The versions that have stood here, newest first, deletions and the present one included. */
  List<StateEntry> history(String key);

  /**
   * What was put aside, newest first.
   *
   * @param key empty for all
   * @param limit 1 to {@link StateLimits#PAGE_MAX}; fewer where values are large
   * @throws RefusedException {@link Refusal.Invalid} for the limit
   */
  List<StateConflict> conflicts(String key, long before, int limit);

  /**
   * Forgets conflicts that somebody has looked at.
   *
   * @param upTo the newest of them
   * @return how many
   */
  int forgetConflicts(long upTo);

  /**
   * Follows what comes to stand from now on. The caller closes it.
   *
   * @throws RefusedException {@link Refusal.OverCap} for one watch too many
   */
  StateWatch watch(String prefix);
}
