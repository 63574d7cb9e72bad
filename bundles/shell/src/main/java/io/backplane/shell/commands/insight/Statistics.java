package io.backplane.shell.commands.insight;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;

/** {@code backplane runtime stats}. */
@picocli.CommandLine.Command(
    name = "stats",
    description = "Show what there is of each kind of thing, by state.")
public final class Statistics extends Command {

  public Statistics(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().metrics().statistics();
  }
}
