package io.backplane.shell.commands.governance;

import io.backplane.shell.Invocation;

/** {@code backplane runtime gov-deprecate}. */
@picocli.CommandLine.Command(
    name = "gov-deprecate",
    description = "Say that a unit should not be used any more; it can still be called.",
    footer = {"", "Example: backplane runtime gov-deprecate greeter --reason 'use counter'"})
public final class GovDeprecate extends GovMove {

  public GovDeprecate(Invocation invocation) {
    super(invocation, "deprecated");
  }
}
