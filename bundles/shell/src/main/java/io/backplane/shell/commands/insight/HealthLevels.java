package io.backplane.shell.commands.insight;

import io.backplane.api.call.Values;
import io.backplane.api.health.HealthLevel;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;

/** {@code backplane runtime health-levels}. */
@picocli.CommandLine.Command(
    name = "health-levels",
    description = "List the levels that health may have.")
public final class HealthLevels extends Command {

  public HealthLevels(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return Stream.of(HealthLevel.values())
        .map(level -> Values.map("level", Values.word(level), "meaning", meaning(level)))
        .toList();
  }

  private static String meaning(HealthLevel level) {
    return switch (level) {
      case HEALTHY -> "everything works";
      case DEGRADED -> "it works, but something needs a look";
      case UNHEALTHY -> "something that is needed does not work: not ready";
    };
  }

  @Override
  protected List<String> columns() {
    return List.of("level", "meaning");
  }
}
