package io.backplane.shell.commands.insight;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Map;

/** {@code backplane runtime health}. */
@picocli.CommandLine.Command(name = "health", description = "Show the health of every part.")
public final class HealthReport extends Command {

  public HealthReport(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().health().report().toMap();
  }

  @Override
  protected List<String> columns() {
    return List.of("name", "level", "reason");
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> report = (Map<?, ?>) answer;
    out().println(report.get("level"));
    super.print(report.get("checks"));
  }
}
