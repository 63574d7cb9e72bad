package io.backplane.shell.commands.instance;

import io.backplane.api.call.Values;
import io.backplane.shell.Invocation;
import io.backplane.supervisor.spi.ProcessNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code backplane instance proctree}. */
@picocli.CommandLine.Command(name = "proctree", description = "Show an instance's processes.")
public final class InstanceProctree extends InstanceCommand {

  private List<ProcessNode> nodes = List.of();

  public InstanceProctree(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    nodes = services().supervisor().processes(instance().supervised());
    return Values.map("processes", nodes.stream().map(ProcessNode::toMap).toList());
  }

  @Override
  protected List<String> columns() {
    return List.of("pid", "cpu", "memory", "threads", "handles", "state", "command");
  }

  @Override
  protected void print(Object answer) {
    var rows = new ArrayList<Map<String, Object>>();
    nodes.forEach(node -> add(rows, node, ""));
    if (rows.isEmpty()) {
      out().println("no processes");
    } else {
      printTable(rows);
    }
  }

  private static void add(List<Map<String, Object>> rows, ProcessNode node, String indent) {
    rows.add(
        Values.map(
            "pid", node.id().pid(),
            "cpu", InstanceList.percent(node.cpu()),
            "memory", InstanceList.mebibytes(node.memoryBytes()),
            "threads", node.threads(),
            "handles", node.handles(),
            "state", node.state(),
            "command", indent + node.command()));
    node.children().forEach(child -> add(rows, child, indent.isEmpty() ? "└ " : "  " + indent));
  }
}
