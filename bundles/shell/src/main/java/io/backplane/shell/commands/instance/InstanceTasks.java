package io.backplane.shell.commands.instance;

import io.backplane.calls.spi.CallRecord;
import io.backplane.shell.Invocation;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code backplane instance tasks}. */
@picocli.CommandLine.Command(
    name = "tasks",
    description = "Show an instance's last calls, newest first.")
public final class InstanceTasks extends InstanceCommand {

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many, 1 to 1000. Default: 20.")
  private int lines = 20;

  public InstanceTasks(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().units().recent(instance().id(), Math.clamp(lines, 1, 1_000)).stream()
        .map(CallRecord::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("at", "command", "outcome", "code", "waitedMicros", "ranMicros", "principal");
  }

  @Override
  protected String none() {
    return "no calls yet: try 'call " + id() + " COMMAND'";
  }
}
