package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Lifecycles;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime gov-register}. */
@picocli.CommandLine.Command(
    name = "gov-register",
    description = "Record a unit as a draft: its owner alone may call it until it is activated.",
    footer = {
      "",
      "A unit that is not registered counts as active.",
      "Example: backplane runtime gov-register greeter --owner ann"
    })
public final class GovRegister extends GovCommand {

  @Parameters(paramLabel = "<unit>", description = "A unit's name; it need not be there yet.")
  private String unit;

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      description = "Whose it is, and whom caps are counted for. Default: local.")
  private String owner = Invocation.PRINCIPAL;

  public GovRegister(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return governance().register(Lifecycles.PLUGIN, unit, owner, Invocation.PRINCIPAL).toMap();
  }
}
