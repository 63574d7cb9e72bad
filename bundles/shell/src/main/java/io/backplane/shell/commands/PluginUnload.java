package io.backplane.shell.commands;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime plugin-unload}. */
@picocli.CommandLine.Command(
    name = "plugin-unload",
    description = "Unload a plugin; a dropped-in jar is moved to deploy/unloaded.")
public final class PluginUnload extends Command {

  @Parameters(paramLabel = "<plugin>", description = "A plugin's id.")
  private String id;

  public PluginUnload(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().plugins().unload(id).toMap();
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> plugin = (Map<?, ?>) answer;
    out().println(plugin.get("id") + " " + plugin.get("version") + " is " + plugin.get("state"));
  }
}
