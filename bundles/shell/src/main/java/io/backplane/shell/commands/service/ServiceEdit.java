package io.backplane.shell.commands.service;

import io.backplane.shell.Invocation;
import io.backplane.units.spi.Instance;

/** {@code backplane service edit}. */
@picocli.CommandLine.Command(
    name = "edit",
    description = "Copy a service's package into its workspace, to be edited and run there.")
public final class ServiceEdit extends CodeCommand {

  public ServiceEdit(Invocation invocation) {
    super(invocation);
  }

  @Override
  Instance act(String id) {
    return services().instances().editCode(id, Invocation.PRINCIPAL);
  }
}
