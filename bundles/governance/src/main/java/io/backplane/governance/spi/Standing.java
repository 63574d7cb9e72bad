package io.backplane.governance.spi;

import java.time.Instant;

/**
 * Where something stands in its life cycle.
 *
 * @param what as it is called in refusals, such as {@code plugin 'greeter'}
 * @param owner whom caps are counted for
 * @param state empty for what is not there yet
 * @param since when it came into this state
 * @param touchedAt when it was last used
 */
public record Standing(String what, String owner, String state, Instant since, Instant touchedAt) {

  /** Of what is about to be made. */
  public static Standing none(String what, String owner) {
    return new Standing(what, owner, "", Instant.EPOCH, Instant.EPOCH);
  }
}
