package io.backplane.shell.commands.tasks;

import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Asked;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backplane task submit}. */
@picocli.CommandLine.Command(
    name = "submit",
    description = "Have a command of a unit carried out.",
    footer = {
      "",
      "With --wait, Ctrl-C ends the waiting, not the task.",
      "Example: backplane task submit greeter hello --wait"
    })
public final class TaskSubmit extends TaskCommand {

  @Mixin private Asked asked;

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      description = "Whose it is, and whom caps are counted for. Default: local.")
  private String owner = Invocation.PRINCIPAL;

  @Option(
      names = "--idempotent",
      description = "It may be begun again if the kernel ends meanwhile.")
  private boolean idempotent;

  @Option(names = "--wait", description = "Wait for its end.")
  private boolean wait;

  public TaskSubmit(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    Task task =
        tasks()
            .submit(
                new TaskOrder(
                    asked.unit(),
                    asked.command(),
                    asked.params(services()),
                    owner,
                    Invocation.PRINCIPAL,
                    idempotent));
    return (wait ? followed(task, Duration.ofDays(3_650)) : task).toMap();
  }
}
