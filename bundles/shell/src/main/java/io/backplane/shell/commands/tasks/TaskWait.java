package io.backplane.shell.commands.tasks;

import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Words;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane task wait}. */
@picocli.CommandLine.Command(
    name = "wait",
    description = "Wait for a task's end; exit code 1 unless it is completed.")
public final class TaskWait extends TaskCommand {

  @Parameters(paramLabel = "<task>", description = "A task's number.")
  private long id;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Give up waiting after this time, such as 10s.")
  private String timeout;

  public TaskWait(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    Duration limit = timeout == null ? Duration.ofDays(3_650) : Words.parse("--timeout", timeout);
    return followed(tasks().find(id), limit).toMap();
  }
}
