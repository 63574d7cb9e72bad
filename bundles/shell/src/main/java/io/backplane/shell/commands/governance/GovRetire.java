package io.backplane.shell.commands.governance;

import io.backplane.shell.Invocation;

/** {@code backplane runtime gov-retire}. */
@picocli.CommandLine.Command(
    name = "gov-retire",
    description = "Take a unit out of use for good: it can be neither called nor loaded.",
    footer = {"", "Example: backplane runtime gov-retire greeter --reason 'too old'"})
public final class GovRetire extends GovMove {

  public GovRetire(Invocation invocation) {
    super(invocation, "retired");
  }
}
