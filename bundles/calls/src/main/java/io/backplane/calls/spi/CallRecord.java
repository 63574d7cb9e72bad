package io.backplane.calls.spi;

import io.backplane.api.call.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A call that has ended.
 *
 * @param id rises from 1 at each start of the kernel
 * @param parent the unit whose call this one was made inside of; empty for none
 * @param at when it was accepted, wall time
 * @param waited in the queue and at the gate
 * @param ran from its start in the unit to its end
 * @param code of an error, 0 otherwise
 */
public record CallRecord(
    long id,
    String unit,
    String command,
    String principal,
    String traceId,
    String parent,
    Instant at,
    Duration waited,
    Duration ran,
    Outcome outcome,
    int code,
    long events) {

  /** How a call ended. */
  public enum Outcome {
    DONE,
    ERROR,
    REFUSED
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "id", id,
        "unit", unit,
        "command", command,
        "principal", principal,
        "traceId", traceId,
        "parent", parent,
        "at", at.toString(),
        "waitedMicros", waited.toNanos() / 1_000,
        "ranMicros", ran.toNanos() / 1_000,
        "outcome", Values.word(outcome),
        "code", code,
        "events", events);
  }
}
