package io.backplane.shell.commands.tasks;

import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/** {@code backplane task show}. */
@picocli.CommandLine.Command(name = "show", description = "Show a task and its answer.")
public final class TaskShow extends TaskCommand {

  @Parameters(paramLabel = "<task>", description = "A task's number.")
  private long id;

  public TaskShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return tasks().find(id).toMap();
  }
}
