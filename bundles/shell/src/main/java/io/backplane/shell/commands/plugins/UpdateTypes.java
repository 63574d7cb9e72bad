package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Values;
import io.backplane.meta.spi.Bump;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;

/** {@code backplane runtime update-types}. */
@picocli.CommandLine.Command(
    name = "update-types",
    description = "List the types of updates, and what each may change.")
public final class UpdateTypes extends Command {

  public UpdateTypes(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return Stream.of(Bump.values())
        .map(bump -> Values.map("type", bump.word(), "may", may(bump)))
        .toList();
  }

  private static String may(Bump bump) {
    return switch (bump) {
      case PATCH -> "change nothing that callers notice (1.0.0 → 1.0.1)";
      case MINOR -> "add commands, events and optional parameters (1.0.0 → 1.1.0)";
      case MAJOR -> "change and remove what there was (1.0.0 → 2.0.0)";
    };
  }

  @Override
  protected List<String> columns() {
    return List.of("type", "may");
  }
}
