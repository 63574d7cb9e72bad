package io.backplane.shell.commands.governance;

import io.backplane.shell.Invocation;

/** {@code backplane runtime gov-activate}. */
@picocli.CommandLine.Command(
    name = "gov-activate",
    description = "Let everybody call a unit: a draft, or one that was deprecated.",
    footer = {"", "Example: backplane runtime gov-activate greeter"})
public final class GovActivate extends GovMove {

  public GovActivate(Invocation invocation) {
    super(invocation, "active");
  }
}
