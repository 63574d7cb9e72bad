package io.backplane.api.event;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened and was committed.
 *
 * @param seq position in the log, from 1, without gaps that a reader could mistake for loss
 * @param at wall time of the writer, for display only
 * @param type dotted lower-case words, such as {@code plugin.active}
 * @param subject what it happened to: a unit's name, a token's name; empty for the kernel
 * @param level how loud
 * @param data JDK value types
 */
public record Event(
    long seq, Instant at, String type, String subject, Level level, Map<String, Object> data) {

  /** How loud an event is. */
  public enum Level {
    INFO,
    WARN,
    ERROR
  }

  public Event {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(level, "level");
    data = Values.copyOf("data", data);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "seq", seq,
        "at", at.toString(),
        "type", type,
        "subject", subject,
        "level", Values.word(level),
        "data", data);
  }
}
