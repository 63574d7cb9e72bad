package io.backplane.shell.commands.cluster;

import io.backplane.shell.Invocation;

/** {@code backplane cluster status}. */
@picocli.CommandLine.Command(
    name = "status",
    description = "Show what is joined, and which kernels were heard of lately.")
public final class ClusterShow extends ClusterCommand {

  public ClusterShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return cluster().status().toMap();
  }
}
