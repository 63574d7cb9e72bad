package io.backplane.supervisor;

import static io.backplane.supervisor.spi.Phase.BACKOFF;
import static io.backplane.supervisor.spi.Phase.CONFIGURED;
import static io.backplane.supervisor.spi.Phase.CRASHED;
import static io.backplane.supervisor.spi.Phase.CREATED;
import static io.backplane.supervisor.spi.Phase.RUNNING;
import static io.backplane.supervisor.spi.Phase.STARTING;
import static io.backplane.supervisor.spi.Phase.STOPPED;
import static io.backplane.supervisor.spi.Phase.STOPPING;

import io.backplane.supervisor.spi.Phase;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which phase may follow which. The one table behind {@link Machine} and its diagram. */
final class Edges {

  static final Map<Phase, Set<Phase>> TABLE = new EnumMap<>(Phase.class);

  static {
    TABLE.put(CREATED, EnumSet.of(CONFIGURED));
    TABLE.put(CONFIGURED, EnumSet.of(STARTING));
    TABLE.put(STARTING, EnumSet.of(RUNNING, STOPPING, STOPPED, BACKOFF, CRASHED, STARTING));
    TABLE.put(RUNNING, EnumSet.of(STOPPING, STOPPED, BACKOFF, CRASHED, STARTING));
    TABLE.put(STOPPING, EnumSet.of(STOPPED, BACKOFF, CRASHED, STARTING));
    TABLE.put(BACKOFF, EnumSet.of(STARTING, STOPPED));
    TABLE.put(STOPPED, EnumSet.of(STARTING));
    TABLE.put(CRASHED, EnumSet.of(STARTING, STOPPED));
  }

  private Edges() {}

  /**
   * @throws IllegalStateException an edge that is not in the table
   */
  static void check(Phase from, Phase to) {
    if (!TABLE.get(from).contains(to)) {
      throw new IllegalStateException("no way from " + from + " to " + to);
    }
  }

  /** The table as a Mermaid state diagram. */
  static String diagram() {
    var text = new StringBuilder("stateDiagram-v2\n  [*] --> Created\n");
    TABLE.forEach(
        (from, targets) ->
            targets.forEach(to -> text.append("  %s --> %s\n".formatted(title(from), title(to)))));
    return text.toString();
  }

  private static String title(Phase phase) {
    return phase.name().charAt(0) + phase.name().substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
