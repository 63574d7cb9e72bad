package io.backplane.supervisor;

import io.backplane.health.spi.ProcessUsage;
import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.spi.ProcessNode;
import io.backplane.supervisor.spi.Supervisor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the processes of supervised units have used, from {@code /proc}. */
@Component
public final class SupervisedUsage implements ProcessUsage {

  private static final long MS_PER_TICK = 1_000 / ProcessTable.TICKS_PER_SECOND;

  private final Supervisor supervisor;

  @Activate
  public SupervisedUsage(@Reference Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public boolean knows(String unit) {
    return supervisor.find(unit).isPresent();
  }

  @Override
  public List<Used> used(String unit) {
    var used = new ArrayList<Used>();
    supervisor.processes(unit).forEach(root -> add(root, List.of(), used));
    return used;
  }

  private static void add(ProcessNode node, List<String> above, List<Used> used) {
    long pid = node.id().pid();
    var path = new ArrayList<>(above);
    path.add(program(node) + " (" + pid + ")");
    long[] bytes = ProcessTable.transferred(pid);
    used.add(new Used(path, cpuMs(pid), node.memoryBytes(), bytes[0], bytes[1]));
    node.children().forEach(child -> add(child, path, used));
  }

  private static String program(ProcessNode node) {
    String first = node.command().split(" ", 2)[0];
    return first.substring(first.lastIndexOf('/') + 1);
  }

  private static Map<String, Long> cpuMs(long pid) {
    var ms = new HashMap<String, Long>();
    ProcessTable.threadTicks(pid).forEach((thread, ticks) -> ms.put(thread, ticks * MS_PER_TICK));
    return ms;
  }
}
