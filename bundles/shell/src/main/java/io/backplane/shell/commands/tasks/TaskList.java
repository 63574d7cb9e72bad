package io.backplane.shell.commands.tasks;

import io.backplane.governance.spi.Task;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code backplane task list}. */
@picocli.CommandLine.Command(name = "list", description = "List the tasks, newest first.")
public final class TaskList extends Command {

  @Option(names = "--owner", paramLabel = "OWNER", description = "Only this owner's.")
  private String owner = "";

  @Option(names = "--state", paramLabel = "TASK-STATE", description = "Only those in this state.")
  private String state = "";

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many, 1 to 10000. Default: 50.")
  private int lines = 50;

  public TaskList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().tasks().all(owner, state, Math.clamp(lines, 1, 10_000)).stream()
        .map(Task::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "state", "unit", "command", "owner", "createdAt", "endedAt", "reason");
  }

  @Override
  protected String none() {
    return "no tasks: submit one with 'task submit'";
  }
}
