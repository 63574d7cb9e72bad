package io.backplane.calls.spi;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import java.util.Map;

/**
 * A unit as the switchboard sees it.
 *
 * @param held whether its gate is closed for a switch
 */
public record UnitStatus(String kind, String name, Meta meta, boolean held, Counters calls) {

  /**
   * Calls since the unit was plugged in, over all its versions.
   *
   * @param ok ended by {@code done}
   * @param failed ended by {@code error}, time-outs and cancels included
   * @param refused ended by {@code refused}
   * @param inFlight under way now, streams not included
   * @param streams open streams
   * @param queued waiting now
   * @param eventsDropped events that a slow caller did not get
   */
  public record Counters(
      long ok,
      long failed,
      long refused,
      int inFlight,
      int streams,
      int queued,
      long eventsDropped) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "ok", ok,
          "failed", failed,
          "refused", refused,
          "inFlight", inFlight,
          "streams", streams,
          "queued", queued,
          "eventsDropped", eventsDropped);
    }
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "name", name,
        "kind", kind,
        "version", meta.info().version(),
        "description", meta.info().description(),
        "held", held,
        "commands", meta.commands().stream().map(CommandMeta::toMap).toList(),
        "calls", calls.toMap());
  }
}
