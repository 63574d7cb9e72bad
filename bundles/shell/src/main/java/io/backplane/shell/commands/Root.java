package io.backplane.shell.commands;

import io.backplane.shell.commands.cluster.ClusterGroup;
import io.backplane.shell.commands.instance.InstanceGroup;
import io.backplane.shell.commands.packages.PackageGroup;
import io.backplane.shell.commands.service.ServiceGroup;
import io.backplane.shell.commands.tasks.TaskGroup;
import io.backplane.shell.commands.types.Types;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code backplane}. */
@Command(
    name = "backplane",
    description = "Drivers, services and plugins, plugged in while the kernel runs.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Besides these, without a kernel:",
      "  start    Start a kernel: [--data DIR] [--port N] [--host ADDRESS] [--foreground].",
      "  shell    Open the interactive shell.",
      "  service run <folder>  Run a service in this terminal.",
      "",
      "Every command takes --data DIR (or $BACKPLANE_DATA; ~/.backplane without either).",
      "Exit codes: 0 done, 1 failed, 2 misused, 3 refused, 4 no kernel."
    })
public final class Root extends Group {

  /** In the order of the help. Not an annotation's: only the one that is typed is read. */
  public static final List<Class<?>> COMMANDS =
      List.of(
          Status.class,
          CallUnit.class,
          TaskGroup.class,
          PackageGroup.class,
          InstanceGroup.class,
          ServiceGroup.class,
          Types.class,
          Runtime.class,
          ClusterGroup.class,
          Events.class,
          TokenGroup.class,
          LoginLink.class,
          Why.class,
          Completion.class,
          Complete.class,
          Version.class,
          Stop.class);
}
