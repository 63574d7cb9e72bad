package io.backplane.shell.commands.instance;

import io.backplane.api.call.Values;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Option;

/** {@code backplane instance delete}. */
@picocli.CommandLine.Command(
    name = "delete",
    description = "Remove an instance with its directory and log.")
public final class InstanceDelete extends InstanceCommand {

  @Option(names = "--force", description = "Stop it first.")
  private boolean force;

  public InstanceDelete(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    services().instances().delete(id(), force, Invocation.PRINCIPAL);
    return Values.map("deleted", id());
  }
}
