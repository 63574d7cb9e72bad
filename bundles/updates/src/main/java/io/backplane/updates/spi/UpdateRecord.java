package io.backplane.updates.spi;

import io.backplane.api.call.Values;
import io.backplane.meta.spi.Bump;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An update or rollback as it is kept.
 *
 * @param id rises over all units
 * @param kind {@code plugin} or {@code instance}; its events begin with it
 * @param type by which part of the version number differs
 * @param step where it is, or was when it ended
 * @param reason why it was not committed; empty else
 * @param notes what else there is to know, in sentences, oldest first
 * @param paused how long calls had to wait at the gate, in all
 */
public record UpdateRecord(
    long id,
    String kind,
    String unit,
    What what,
    String from,
    String to,
    Bump type,
    Instant at,
    String by,
    UpdateStep step,
    Outcome outcome,
    String reason,
    List<String> notes,
    Duration paused,
    Optional<Instant> endedAt) {

  /** What was asked for. */
  public enum What {
    UPDATE,
    ROLLBACK
  }

  /** What came of it. */
  public enum Outcome {
    UNDER_WAY,
    COMMITTED,
    /** Calls had reached the new version; they go to the old one again. */
    ROLLED_BACK,
    /** No call has reached the new version. */
    ABANDONED,
    /** The old version is the unit's again, but does not run. */
    FAILED;

    /** The word used on the command line and in JSON, such as {@code rolled-back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public UpdateRecord {
    notes = List.copyOf(notes);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "id", id,
        "kind", kind,
        "unit", unit,
        "what", Values.word(what),
        "from", from,
        "to", to,
        "type", type.word(),
        "at", at.toString(),
        "by", by,
        "step", step.word(),
        "outcome", outcome.word(),
        "reason", reason,
        "notes", notes,
        "pausedMs", paused.toNanos() / 1e6,
        "endedAt", endedAt.map(Instant::toString).orElse(null));
  }
}
