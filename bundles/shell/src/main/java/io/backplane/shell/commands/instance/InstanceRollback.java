package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;

/** {@code backplane instance rollback}. */
@picocli.CommandLine.Command(
    name = "rollback",
    description = "Go back to the version before the last update.")
public final class InstanceRollback extends UpdateProgress {

  public InstanceRollback(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    return follow(services().instances().rollback(id(), Invocation.PRINCIPAL));
  }
}
