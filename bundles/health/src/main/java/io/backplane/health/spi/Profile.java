package io.backplane.health.spi;

import io.backplane.api.call.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A profile that was taken, or is being taken.
 *
 * @param unit whose; empty for the whole kernel
 * @param asked how long it was to take
 * @param took how long it did
 * @param weight all its stacks together
 * @param measure what weights are: samples, bytes, ms
 * @param reason why it failed; empty else
 * @param summary what is worth telling at once, as it looks in JSON
 */
public record Profile(
    long id,
    ProfileType type,
    String unit,
    String by,
    Instant startedAt,
    Duration asked,
    Duration took,
    State state,
    long weight,
    String measure,
    String reason,
    Map<String, Object> summary) {

  /** How far it has come. */
  public enum State {
    RUNNING,
    DONE,
    /** Ended early; what was taken is kept. */
    STOPPED,
    FAILED
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "id", id,
        "type", Values.word(type),
        "unit", unit,
        "by", by,
        "startedAt", startedAt.toString(),
        "askedMs", asked.toMillis(),
        "tookMs", took.toMillis(),
        "state", Values.word(state),
        "weight", weight,
        "measure", measure,
        "reason", reason,
        "summary", summary);
  }
}
