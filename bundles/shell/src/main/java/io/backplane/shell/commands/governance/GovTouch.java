package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Lifecycles;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime gov-touch}. */
@picocli.CommandLine.Command(
    name = "gov-touch",
    description =
        "Say that a unit is in use, so that it is not retired as idle. A call does the same.")
public final class GovTouch extends GovCommand {

  @Parameters(paramLabel = "<governed>", description = "A registered unit's name.")
  private String unit;

  public GovTouch(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return governance().touch(Lifecycles.PLUGIN, unit, Invocation.PRINCIPAL).toMap();
  }
}
