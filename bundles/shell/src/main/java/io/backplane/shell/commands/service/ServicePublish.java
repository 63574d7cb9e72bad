package io.backplane.shell.commands.service;

import io.backplane.shell.Invocation;
import io.backplane.units.spi.Instance;
import picocli.CommandLine.Parameters;

/** {@code backplane service publish}. */
@picocli.CommandLine.Command(
    name = "publish",
    description = "Install the code in a workspace as a version of its package, and run that.",
    footer = {"", "Example: backplane service publish counter 0.2.0"})
public final class ServicePublish extends CodeCommand {

  @Parameters(index = "1", paramLabel = "<version>", description = "One that is not there yet.")
  private String version;

  public ServicePublish(Invocation invocation) {
    super(invocation);
  }

  @Override
  Instance act(String id) {
    return services().instances().publishCode(id, version, Invocation.PRINCIPAL);
  }
}
