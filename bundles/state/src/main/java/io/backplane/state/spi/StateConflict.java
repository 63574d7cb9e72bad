package io.backplane.state.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * A version that was put aside without its winner having known it.
 *
 * @param id rises
 * @param at when this kernel noticed
 * @param won the version that stands in its place
 */
public record StateConflict(long id, Instant at, Kind kind, StateEntry lost, Stamp won) {

  /** Why it was put aside. */
  public enum Kind {
    /** Both were written without knowledge of each other, and the greater stamp has won. */
    CONCURRENT,
    /** Two different values had one stamp, which must not be; the greater hash has won. */
    CLASH,
    /** The key was deleted elsewhere while this kernel was away for longer than that is known. */
    AWAY,
    /** It was from the future, and dropped by hand. */
    DROPPED
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map =
        Values.map("id", id, "noticed", at.toString(), "kind", Values.word(kind));
    map.putAll(lost.toMap());
    map.put("won", won.text());
    return map;
  }
}
