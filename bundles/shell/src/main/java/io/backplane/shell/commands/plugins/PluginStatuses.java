package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Values;
import io.backplane.plugins.spi.PluginState;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;

/** {@code backplane runtime plugin-statuses}. */
@picocli.CommandLine.Command(
    name = "plugin-statuses",
    description = "List the statuses a plugin may have.")
public final class PluginStatuses extends Command {

  public PluginStatuses(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return Stream.of(PluginState.values())
        .map(state -> Values.map("status", Values.word(state), "meaning", state.meaning()))
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("status", "meaning");
  }
}
