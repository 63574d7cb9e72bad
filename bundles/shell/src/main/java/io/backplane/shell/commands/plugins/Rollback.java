package io.backplane.shell.commands.plugins;

import io.backplane.plugins.spi.Plugins;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.UpdateCommand;
import io.backplane.updates.spi.UpdateRecord.What;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime rollback}. */
@picocli.CommandLine.Command(
    name = "rollback",
    description = "Undo the last update of a plugin, or go to a version that is kept.")
public final class Rollback extends UpdateCommand {

  @Parameters(paramLabel = "<plugin>", description = "A plugin's id.")
  private String id;

  @Option(names = "--to", paramLabel = "<version>", description = "A version that is kept.")
  private String to;

  public Rollback(Invocation invocation) {
    super(invocation, What.ROLLBACK);
  }

  @Override
  protected Object run() throws InterruptedException {
    Plugins plugins = services().plugins();
    return follow(
        plugins.rollback(
            id, Optional.ofNullable(to), window(plugins.healthWindow()), Invocation.PRINCIPAL));
  }
}
