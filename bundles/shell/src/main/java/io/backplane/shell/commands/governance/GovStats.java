package io.backplane.shell.commands.governance;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;

/** {@code backplane runtime gov-stats}. */
@picocli.CommandLine.Command(
    name = "gov-stats",
    description = "Count units, tasks, pipelines and runs by their state.")
public final class GovStats extends Command {

  public GovStats(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().governance().stats();
  }
}
