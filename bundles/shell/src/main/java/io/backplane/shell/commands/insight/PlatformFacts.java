package io.backplane.shell.commands.insight;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;

/** {@code backplane runtime platform}. */
@picocli.CommandLine.Command(
    name = "platform",
    description = "Show the machine, the JVM and the framework.")
public final class PlatformFacts extends Command {

  public PlatformFacts(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().platform().toMap();
  }
}
