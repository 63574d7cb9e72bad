package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.supervisor.spi.Phase;
import io.backplane.units.spi.Instance;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code backplane instance stop}. */
@picocli.CommandLine.Command(name = "stop", description = "Stop instances.")
public final class InstanceStop extends LifecycleCommand {

  @Option(names = "--force", description = "SIGKILL at once.")
  private boolean force;

  public InstanceStop(Invocation invocation) {
    super(invocation);
  }

  @Override
  Instance act(String id) {
    return services().instances().stop(id, force, Invocation.PRINCIPAL);
  }

  @Override
  Set<Phase> wanted() {
    return EnumSet.of(Phase.STOPPED, Phase.CREATED, Phase.CONFIGURED);
  }

  @Override
  Set<Phase> unwanted() {
    return EnumSet.of(Phase.CRASHED);
  }
}
