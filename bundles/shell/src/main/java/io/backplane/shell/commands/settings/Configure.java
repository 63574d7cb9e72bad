package io.backplane.shell.commands.settings;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.store.spi.SettingsStore.View;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime configure}. */
@picocli.CommandLine.Command(
    name = "configure",
    description = "Change a setting; it holds at once, and is kept.",
    footer = {
      "",
      "Examples: backplane runtime configure maxPlugins 30",
      "          backplane runtime configure maxPlugins --reset"
    })
public final class Configure extends Command {

  @Parameters(index = "0", paramLabel = "<setting>", description = "Its key.")
  private String key;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "What it is to be.")
  private String value;

  @Option(names = "--reset", description = "Take back what was set.")
  private boolean reset;

  public Configure(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    View before = services().settings().find(key);
    if (reset == (value != null)) {
      throw new RefusedException(
          new Refusal.Invalid(
              "VALUE", "or --reset is missing: it has to be " + before.setting().range()));
    }
    String by = Invocation.PRINCIPAL;
    View now =
        reset ? services().settings().reset(key, by) : services().settings().set(key, value, by);
    if (!json()) {
      return key + " is " + now.value() + ", was " + before.value();
    }
    return now.toMap();
  }
}
