package io.backplane.shell.commands.tasks;

import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/** {@code backplane task cancel}. */
@picocli.CommandLine.Command(
    name = "cancel",
    description = "End a task before its time; its call is cancelled.")
public final class TaskCancel extends TaskCommand {

  @Parameters(paramLabel = "<task>", description = "A task's number.")
  private long id;

  public TaskCancel(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return tasks().cancel(id, Invocation.PRINCIPAL).toMap();
  }
}
