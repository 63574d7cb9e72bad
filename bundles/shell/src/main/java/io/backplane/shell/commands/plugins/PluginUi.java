package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.plugins.spi.UiModule;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Option;

/** {@code backplane runtime plugin-ui}. */
@picocli.CommandLine.Command(
    name = "plugin-ui",
    description = "Show what a plugin adds to the console; approve it, or take that back.",
    footer = {
      "",
      "It runs in browsers with the rights of whoever looks, and only when its digest is approved.",
      "Example: backplane runtime plugin-ui greeter --approve DIGEST"
    })
public final class PluginUi extends PluginCommand {

  @Option(
      names = "--approve",
      paramLabel = "DIGEST",
      description = "Let the module with this digest run.")
  private String digest;

  @Option(names = "--withdraw", description = "Take every approval back.")
  private boolean withdraw;

  public PluginUi(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (digest != null && withdraw) {
      throw new RefusedException(
          new Refusal.Invalid("--approve", "and --withdraw are not for one command"));
    }
    var modules = services().uiModules();
    if (digest != null) {
      return modules.approve(id(), digest, Invocation.PRINCIPAL).toMap();
    }
    if (withdraw) {
      modules.withdraw(id(), Invocation.PRINCIPAL);
      return Values.map("plugin", id(), "approved", false);
    }
    return modules
        .find(id())
        .map(UiModule::toMap)
        .orElseThrow(
            () -> new RefusedException(new Refusal.NotFound("console module of plugin", id())));
  }
}
