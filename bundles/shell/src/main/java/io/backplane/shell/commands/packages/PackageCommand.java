package io.backplane.shell.commands.packages;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.PackageEntry;
import picocli.CommandLine.Parameters;

/** A command for one package. */
abstract class PackageCommand extends Command {

  @Parameters(
      index = "0",
      paramLabel = "<package>",
      description = "Its id or file name, also as NAME@VERSION.")
  private String ref;

  PackageCommand(Invocation invocation) {
    super(invocation);
  }

  final String ref() {
    return ref;
  }

  final PackageEntry entry() {
    return services()
        .packages()
        .entry(ref)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("package", ref)));
  }
}
