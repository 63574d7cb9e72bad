package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.shell.commands.UpdateCommand;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateRequest;
import picocli.CommandLine.Parameters;

/** {@code backplane instance rollback}. */
@picocli.CommandLine.Command(
    name = "rollback",
    description = "Go back to the version before the last update.")
public final class InstanceRollback extends UpdateCommand {

  @Parameters(paramLabel = "<instance>", description = "An instance's name.")
  private String id;

  public InstanceRollback(Invocation invocation) {
    super(invocation, What.ROLLBACK);
  }

  @Override
  protected Object run() throws InterruptedException {
    return follow(
        services()
            .instances()
            .rollback(id, window(UpdateRequest.HEALTH_WINDOW), Invocation.PRINCIPAL));
  }
}
