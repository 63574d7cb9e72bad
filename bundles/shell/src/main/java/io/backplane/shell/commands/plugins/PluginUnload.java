package io.backplane.shell.commands.plugins;

import io.backplane.shell.Invocation;

/** {@code backplane runtime plugin-unload}. */
@picocli.CommandLine.Command(
    name = "plugin-unload",
    description = "Unload a plugin; a dropped-in jar is moved to deploy/unloaded.")
public final class PluginUnload extends PluginCommand {

  public PluginUnload(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return plugins().unload(id()).toMap();
  }

  @Override
  protected void print(Object answer) {
    printState(answer);
  }
}
