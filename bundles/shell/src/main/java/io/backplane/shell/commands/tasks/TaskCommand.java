package io.backplane.shell.commands.tasks;

import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.Tasks;
import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import java.time.Duration;
import java.util.Map;

/** A command that shows a task. */
abstract class TaskCommand extends Command {

  private static final Duration LOOK = Duration.ofMillis(200);

  private int exitCode = ExitCode.OK;

  TaskCommand(Invocation invocation) {
    super(invocation);
  }

  final Tasks tasks() {
    return services().tasks();
  }

  /** Tells whoever watches how it goes on; a caller who goes away leaves the task alone. */
  final Task followed(Task begun, Duration limit) throws InterruptedException {
    long from = System.nanoTime();
    Task now = begun;
    String told = "";
    while (!now.ended() && System.nanoTime() - from < limit.toNanos()) {
      if (!now.state().equals(told) && invocation().terminal() && !json()) {
        told = now.state();
        out().println("task " + now.id() + " is " + told + "…");
        out().flush();
      }
      now = tasks().await(now.id(), LOOK);
    }
    exitCode = now.state().equals("completed") ? ExitCode.OK : ExitCode.FAILED;
    return now;
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> task = (Map<?, ?>) answer;
    String reason = task.get("reason").toString();
    out()
        .println(
            "task %s (%s %s, of %s) is %s%s"
                .formatted(
                    task.get("id"),
                    task.get("unit"),
                    task.get("command"),
                    task.get("owner"),
                    task.get("state"),
                    reason.isEmpty() ? "" : ": " + reason));
    Object result = task.get("result");
    if (result != null) {
      out().println(result instanceof String text ? text : Json.pretty(result));
    }
    if (Boolean.TRUE.equals(task.get("cut"))) {
      out().println("… cut: of an answer " + Tasks.TEXT_MAX + " characters are kept");
    }
  }

  @Override
  protected final int exitCode() {
    return exitCode;
  }
}
