package io.backplane.shell.commands.plugins;

import io.backplane.shell.Invocation;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateRecord.What;
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

  /** An update that was turned back is what was asked for too. */
  @Override
  boolean wished(UpdateRecord record) {
    return record.what() == What.ROLLBACK
        ? record.outcome() == Outcome.COMMITTED
        : record.outcome() == Outcome.ROLLED_BACK || record.outcome() == Outcome.ABANDONED;
  }
}
