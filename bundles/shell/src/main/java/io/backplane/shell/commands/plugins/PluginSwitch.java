package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime plugin-status}. */
@picocli.CommandLine.Command(
    name = "plugin-status",
    description = "Enable or disable a plugin; without a status, tell it.",
    footer = {"", "Example: backplane runtime plugin-status greeter disabled"})
public final class PluginSwitch extends PluginCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STATUS",
      description = "active or disabled.")
  private String status;

  public PluginSwitch(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (status == null) {
      return plugin().toMap();
    }
    return switch (status) {
      case "active", "enabled" -> plugins().enable(id()).toMap();
      case "disabled" -> plugins().disable(id()).toMap();
      default ->
          throw new RefusedException(
              new Refusal.Invalid("status", "'" + status + "' is neither active nor disabled"));
    };
  }

  @Override
  protected void print(Object answer) {
    printState(answer);
  }
}
