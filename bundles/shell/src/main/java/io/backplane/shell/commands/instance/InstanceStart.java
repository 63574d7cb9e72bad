package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.supervisor.spi.Phase;
import io.backplane.units.spi.Instance;
import java.util.EnumSet;
import java.util.Set;

/** {@code backplane instance start}. */
@picocli.CommandLine.Command(name = "start", description = "Start instances.")
public final class InstanceStart extends LifecycleCommand {

  public InstanceStart(Invocation invocation) {
    super(invocation);
  }

  @Override
  Instance act(String id) {
    return services().instances().start(id, Invocation.PRINCIPAL);
  }

  @Override
  Set<Phase> wanted() {
    return EnumSet.of(Phase.RUNNING);
  }

  @Override
  Set<Phase> unwanted() {
    return EnumSet.of(Phase.CRASHED, Phase.STOPPED);
  }
}
