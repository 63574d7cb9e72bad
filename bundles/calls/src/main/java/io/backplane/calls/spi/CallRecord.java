package io.backplane.calls.spi;

import java.time.Duration;
import java.time.Instant;

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
}
