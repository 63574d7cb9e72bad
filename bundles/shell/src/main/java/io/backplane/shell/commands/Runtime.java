package io.backplane.shell.commands;

import picocli.CommandLine.Command;

/** {@code backplane runtime}. */
@Command(
    name = "runtime",
    description = "Plugins, and what the kernel runs on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PluginList.class,
      PluginShow.class,
      PluginLoad.class,
      PluginUnload.class,
      PlatformFacts.class,
      HealthReport.class
    })
public final class Runtime extends Group {}
