package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;

/**
 * What an update would do.
 *
 * @param overlap whether the new version is started beside the old one
 * @param steps sentences, in their order
 * @param problems of the configuration under the new version; with any, the update is refused
 * @param pause how long callers wait, in words
 */
public record UpdatePlan(
    String instance,
    String from,
    String to,
    boolean overlap,
    List<String> steps,
    MetaDiff meta,
    List<String> problems,
    String pause) {

  /** Commands that differ between two versions, by name. */
  public record MetaDiff(List<String> added, List<String> removed, List<String> changed) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("added", added, "removed", removed, "changed", changed);
    }
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "instance",
        instance,
        "from",
        from,
        "to",
        to,
        "overlap",
        overlap,
        "steps",
        steps,
        "meta",
        meta.toMap(),
        "config",
        Values.map("problems", problems),
        "pause",
        pause);
  }
}
