package io.backplane.shell.commands.instance;

import io.backplane.shell.commands.Commands;
import io.backplane.shell.commands.Group;
import picocli.CommandLine.Command;

/** {@code backplane instance}. */
@Command(
    name = "instance",
    description = "Instances of packages: make, configure, run, watch, update.",
    synopsisSubcommandLabel = "COMMAND")
@Commands({
  InstanceList.class,
  InstanceShow.class,
  InstanceCreate.class,
  InstanceConfigure.class,
  InstanceSet.class,
  InstanceRefer.class,
  InstanceStart.class,
  InstanceStop.class,
  InstanceRestart.class,
  InstanceLogs.class,
  InstanceProctree.class,
  InstanceMetrics.class,
  InstanceTasks.class,
  InstanceEvents.class,
  InstanceUpdate.class,
  InstanceRollback.class,
  InstanceHistory.class,
  InstanceDelete.class
})
public final class InstanceGroup extends Group {}
