package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.Optional;

/**
 * What must hold for a write to be done.
 *
 * @param wanted a version's text, {@link #NONE} for no such key, empty for no condition
 */
public record IfVersion(String wanted) {

  /** The word for "must not exist". */
  public static final String NONE = "absent";

  public static final IfVersion ANY = new IfVersion("");
  public static final IfVersion ABSENT = new IfVersion(NONE);

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is neither a version nor {@link
   *     #NONE}
   */
  public IfVersion {
    if (!wanted.isEmpty() && !wanted.equals(NONE)) {
      Stamp.parse(wanted);
    }
  }

  /**
   * @param present the live version
   * @throws RefusedException {@link Refusal.Stale} naming the present version
   */
  public void check(String key, Optional<StateEntry> present) {
    String actual = present.map(StateEntry::version).orElse(NONE);
    if (!wanted.isEmpty() && !wanted.equals(actual)) {
      throw new RefusedException(new Refusal.Stale(key, wanted, actual));
    }
  }
}
