package io.backplane.shell.commands.cluster;

import io.backplane.shell.Invocation;

/** {@code backplane cluster leave}. */
@picocli.CommandLine.Command(
    name = "leave",
    description = "Go on alone; what was shared stays here.")
public final class ClusterLeave extends ClusterCommand {

  public ClusterLeave(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return cluster().leave(Invocation.PRINCIPAL).toMap();
  }
}
