package io.backplane.shell.commands.instance;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.Instance;
import picocli.CommandLine.Parameters;

/** A command for one instance. */
abstract class InstanceCommand extends Command {

  @Parameters(index = "0", paramLabel = "<instance>", description = "An instance's name.")
  private String id;

  InstanceCommand(Invocation invocation) {
    super(invocation);
  }

  final String id() {
    return id;
  }

  final Instance instance() {
    return services().instances().find(id).orElseThrow(() -> unknown(id));
  }

  static RefusedException unknown(String name) {
    return new RefusedException(new Refusal.NotFound("instance", name));
  }
}
