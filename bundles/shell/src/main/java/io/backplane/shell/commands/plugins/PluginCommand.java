package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** A command about one plugin. */
abstract class PluginCommand extends Command {

  @Parameters(paramLabel = "<plugin>", description = "A plugin's id.")
  private String id;

  PluginCommand(Invocation invocation) {
    super(invocation);
  }

  final String id() {
    return id;
  }

  final Plugins plugins() {
    return services().plugins();
  }

  final PluginStatus plugin() {
    return plugins()
        .find(id)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("plugin", id)));
  }

  /** The sentence in which a plugin's state is told. */
  final void printState(Object answer) {
    Map<?, ?> plugin = (Map<?, ?>) answer;
    out().println(plugin.get("id") + " " + plugin.get("version") + " is " + plugin.get("state"));
  }
}
