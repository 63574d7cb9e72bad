package io.backplane.shell.commands.settings;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.store.spi.SettingsStore.View;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime config}. */
@picocli.CommandLine.Command(
    name = "config",
    description = "List the settings, or show one.",
    footer = {"", "Example: backplane runtime config maxPlugins"})
public final class Config extends Command {

  @Parameters(arity = "0..1", paramLabel = "<setting>", description = "Its key.")
  private String key;

  public Config(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return key == null
        ? services().settings().all().stream().map(View::toMap).toList()
        : services().settings().find(key).toMap();
  }

  @Override
  protected List<String> columns() {
    return List.of("key", "value", "default", "origin", "range", "what");
  }
}
