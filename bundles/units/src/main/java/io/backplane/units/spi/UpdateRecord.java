package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An update or rollback as it is kept.
 *
 * @param id rises over all instances
 * @param step where it is, or was when it ended
 * @param reason why it was not committed; empty else
 */
public record UpdateRecord(
    long id,
    String instance,
    Kind what,
    String from,
    String to,
    Instant at,
    String by,
    UpdateStep step,
    Outcome outcome,
    String reason,
    Optional<Instant> endedAt) {

  /** What was asked for. */
  public enum Kind {
    UPDATE,
    ROLLBACK
  }

  /** What came of it. */
  public enum Outcome {
    UNDER_WAY,
    COMMITTED,
    /** The old version runs again. */
    ROLLED_BACK,
    /** Nothing was changed. */
    ABANDONED,
    /** The old version is the instance's again, but does not run. */
    FAILED;

    /** The word used on the command line and in JSON, such as {@code rolled-back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "id", id,
        "instance", instance,
        "what", Values.word(what),
        "from", from,
        "to", to,
        "at", at.toString(),
        "by", by,
        "step", step.word(),
        "outcome", outcome.word(),
        "reason", reason,
        "endedAt", endedAt.map(Instant::toString).orElse(null));
  }
}
