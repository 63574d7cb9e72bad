package io.backplane.shell.commands.service;

import io.backplane.shell.Invocation;
import io.backplane.units.spi.Instance;

/** {@code backplane service discard}. */
@picocli.CommandLine.Command(
    name = "discard",
    description = "Go back to the package; what was edited is kept in private/discarded.")
public final class ServiceDiscard extends CodeCommand {

  public ServiceDiscard(Invocation invocation) {
    super(invocation);
  }

  @Override
  Instance act(String id) {
    return services().instances().discardCode(id, Invocation.PRINCIPAL);
  }
}
