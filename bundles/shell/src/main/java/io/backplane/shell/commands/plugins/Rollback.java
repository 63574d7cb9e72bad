package io.backplane.shell.commands.plugins;

import io.backplane.shell.Invocation;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code backplane runtime rollback}. */
@picocli.CommandLine.Command(
    name = "rollback",
    description = "Undo the last update of a plugin, or go to a version that is kept.")
public final class Rollback extends UpdateCommand {

  @Option(names = "--to", paramLabel = "<version>", description = "A version that is kept.")
  private String to;

  public Rollback(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    return follow(
        plugins().rollback(id(), Optional.ofNullable(to), window(), Invocation.PRINCIPAL));
  }
}
