package io.backplane.supervisor.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a unit's log.
 *
 * @param at when the kernel read it; an upper bound of when it was written where it is late
 * @param late whether it was written while no kernel was reading
 * @param cursor its place, for asking what is before or after it
 */
public record LogLine(
    Instant at, LogLevel level, LogStream stream, String text, boolean late, String cursor) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "at",
        at.toString(),
        "level",
        Values.word(level),
        "stream",
        Values.word(stream),
        "text",
        text,
        "late",
        late,
        "cursor",
        cursor);
  }
}
