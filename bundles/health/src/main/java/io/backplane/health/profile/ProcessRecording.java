package io.backplane.health.profile;

import io.backplane.health.spi.ProcessUsage;
import io.backplane.health.spi.ProcessUsage.Used;
import io.backplane.health.spi.ProfileType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the processes of a unit use, by looking again and again: CPU by thread, memory at its most,
 * bytes read and written. What a process uses after the last look at it is not seen. Not
 * thread-safe.
 */
final class ProcessRecording {

  private final ProcessUsage usage;
  private final String unit;
  private final ProfileType type;
  private final StackTally tally = new StackTally();
  private final Map<List<String>, Long> most = new HashMap<>();
  private Map<List<String>, Long> before = Map.of();
  private boolean first = true;
  private boolean seen;

  ProcessRecording(ProcessUsage usage, String unit, ProfileType type) {
    this.usage = usage;
    this.unit = unit;
    this.type = type;
  }

  /** Looks at all processes now. */
  void look() {
    var now = new HashMap<List<String>, Long>();
    for (Used process : usage.used(unit)) {
      seen = true;
      switch (type) {
        case CPU ->
            process
                .cpuMs()
                .forEach((thread, ms) -> now.merge(below(process, thread), ms, Long::sum));
        case MEMORY -> most.merge(process.path(), process.memoryBytes(), Math::max);
        case IO -> {
          now.merge(below(process, "read"), process.readBytes(), Long::sum);
          now.merge(below(process, "write"), process.writtenBytes(), Long::sum);
        }
      }
    }
    if (!first) {
      // What began since the last look has done all of it since.
      now.forEach((path, value) -> tally.add(path, value - before.getOrDefault(path, 0L)));
    }
    first = false;
    before = now;
  }

  private static List<String> below(Used process, String leaf) {
    var path = new ArrayList<>(process.path());
    path.add(leaf);
    return path;
  }

  /** Whether there was ever a process to look at. */
  boolean seen() {
    return seen;
  }

  StackTally tally() {
    if (type == ProfileType.MEMORY) {
      var peaks = new StackTally();
      most.forEach(peaks::add);
      return peaks;
    }
    return tally;
  }

  /** What its weights are. */
  String measure() {
    return type == ProfileType.CPU ? "ms" : type.unit();
  }
}
