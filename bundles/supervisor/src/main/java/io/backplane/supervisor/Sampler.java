package io.backplane.supervisor;

import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.linux.ProcessTable.Snapshot;
import io.backplane.supervisor.linux.ProcessTable.Stat;
import io.backplane.supervisor.process.ProcessTree;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.ProcessNode;
import io.backplane.supervisor.spi.Usage;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures processes: one look at {@code /proc} for all units. CPU shares are those since the last
 * look. Thread-safe.
 */
final class Sampler {

  /** CPU time of a process when it was last looked at. */
  private record Before(long startTicks, long cpuTicks, double share) {}

  private final InstantSource clock;
  private final long bootMillis = ProcessTable.bootSeconds() * 1_000;
  private Map<Long, Before> before = Map.of();
  private long beforeNanos = System.nanoTime();

  Sampler(InstantSource clock) {
    this.clock = clock;
  }

  /** What each of these trees uses, in the order given. */
  synchronized Map<String, Usage> measure(Map<String, ProcessTree> trees) throws IOException {
    Instant at = clock.instant();
    Snapshot all = ProcessTable.snapshot();
    double seconds = elapsed();
    var now = new HashMap<Long, Before>();
    var usages = new HashMap<String, Usage>();
    trees.forEach(
        (unit, tree) -> {
          Set<Long> members = tree.members(all);
          members.forEach(pid -> now.put(pid, share(all.byPid().get(pid), seconds)));
          if (!members.isEmpty()) {
            usages.put(unit, sum(at, members, all, now));
          }
        });
    before = now;
    return usages;
  }

  private double elapsed() {
    long nanos = System.nanoTime();
    double seconds = (nanos - beforeNanos) / 1e9;
    beforeNanos = nanos;
    return Math.max(seconds, 1e-3);
  }

  private Before share(Stat stat, double seconds) {
    Before last = before.get(stat.pid());
    boolean known = last != null && last.startTicks() == stat.startTicks();
    double ticks = known ? stat.cpuTicks() - last.cpuTicks() : 0;
    double share = ticks / ProcessTable.TICKS_PER_SECOND / seconds;
    return new Before(stat.startTicks(), stat.cpuTicks(), share);
  }

  private static Usage sum(Instant at, Set<Long> members, Snapshot all, Map<Long, Before> shares) {
    double cpu = 0;
    long memory = 0;
    int threads = 0;
    int handles = 0;
    long read = 0;
    long written = 0;
    for (long pid : members) {
      Stat stat = all.byPid().get(pid);
      cpu += shares.get(pid).share();
      memory += stat.memoryBytes();
      threads += stat.threads();
      handles += Math.max(0, ProcessTable.handles(pid));
      long[] storage = ProcessTable.storage(pid);
      read += storage[0];
      written += storage[1];
    }
    return new Usage(at, cpu, memory, threads, handles, members.size(), read, written);
  }

  /** The processes of a tree, those without a parent among them first. */
  synchronized List<ProcessNode> nodes(ProcessTree tree) throws IOException {
    Snapshot all = ProcessTable.snapshot();
    Set<Long> members = tree.allMembers(all);
    var roots = new ArrayList<ProcessNode>();
    members.stream()
        .sorted()
        .filter(pid -> !members.contains(all.byPid().get(pid).parent()))
        .forEach(pid -> roots.add(node(pid, all, members)));
    return roots;
  }

  private ProcessNode node(long pid, Snapshot all, Set<Long> members) {
    Stat stat = all.byPid().get(pid);
    List<ProcessNode> children =
        all.byParent().getOrDefault(pid, List.of()).stream()
            .filter(child -> members.contains(child.pid()))
            .map(child -> node(child.pid(), all, members))
            .toList();
    Before share = before.get(pid);
    String command = ProcessTable.commandLine(pid);
    return new ProcessNode(
        new ProcessId(ProcessTable.world(), pid, stat.startTicks()),
        stat.parent(),
        command.isEmpty() ? stat.name() : command,
        stat.state(),
        Instant.ofEpochMilli(
            bootMillis + stat.startTicks() * 1_000 / ProcessTable.TICKS_PER_SECOND),
        share == null ? 0 : share.share(),
        stat.memoryBytes(),
        stat.threads(),
        ProcessTable.handles(pid),
        children);
  }
}
