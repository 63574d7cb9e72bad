package io.backplane.shell.commands.insight;

import io.backplane.health.spi.Health.Report;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;

/** {@code backplane runtime health}. */
@picocli.CommandLine.Command(name = "health", description = "Show the health of every part.")
public final class HealthReport extends Command {

  public HealthReport(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Report report = services().health().report();
    return json() ? report.toMap() : HealthTree.of(report);
  }
}
