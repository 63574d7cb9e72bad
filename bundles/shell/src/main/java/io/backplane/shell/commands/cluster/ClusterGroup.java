package io.backplane.shell.commands.cluster;

import io.backplane.shell.commands.Commands;
import io.backplane.shell.commands.Group;
import picocli.CommandLine.Command;

/** {@code backplane cluster}. */
@Command(
    name = "cluster",
    description = "Kernels that share state, over a NATS server.",
    synopsisSubcommandLabel = "COMMAND")
@Commands({ClusterJoin.class, ClusterShow.class, ClusterLeave.class})
public final class ClusterGroup extends Group {}
