package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff.Change;
import java.util.List;
import java.util.Map;

/**
 * What an update of a plugin would do.
 *
 * @param type by which part of the version number the two differ
 * @param needed by which part they should, going by the changes
 * @param changes that callers notice
 * @param metaKnown whether the commands are among the changes; they are compared before the switch
 *     in any case
 * @param concerned who has used what changes incompatibly, in sentences
 * @param steps sentences, in their order
 * @param problems why it would be refused, unless it is forced
 * @param pause how long callers wait, in words
 */
public record UpdatePlan(
    String plugin,
    String from,
    String to,
    Bump type,
    Bump needed,
    List<Change> changes,
    boolean metaKnown,
    List<String> concerned,
    List<String> steps,
    List<String> problems,
    String pause,
    Declared declared) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "plugin", plugin,
        "from", from,
        "to", to,
        "type", type.word(),
        "needed", needed.word(),
        "changes", changes.stream().map(Change::toMap).toList(),
        "metaKnown", metaKnown,
        "concerned", concerned,
        "steps", steps,
        "problems", problems,
        "pause", pause,
        "declared", declared.toMap());
  }
}
