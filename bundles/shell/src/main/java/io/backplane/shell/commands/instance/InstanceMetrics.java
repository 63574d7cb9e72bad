package io.backplane.shell.commands.instance;

import io.backplane.api.call.Values;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Words;
import io.backplane.supervisor.spi.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code backplane instance metrics}. */
@picocli.CommandLine.Command(name = "metrics", description = "Show what an instance used.")
public final class InstanceMetrics extends InstanceCommand {

  @Option(names = "--since", paramLabel = "TIME", description = "Default: 5m.")
  private String since = "5m";

  @Option(names = "--points", paramLabel = "N", description = "At most so many. Default: 20.")
  private int points = 20;

  public InstanceMetrics(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Instant now = Instant.now();
    Instant from = now.minus(Words.parse("--since", since));
    return services().supervisor().usage(instance().supervised(), from, now, points).stream()
        .map(usage -> json() ? usage.toMap() : row(usage))
        .toList();
  }

  private static Map<String, Object> row(Usage usage) {
    return Values.map(
        "at", Words.time(usage.at()),
        "cpu", InstanceList.percent(usage.cpu()),
        "memory", InstanceList.mebibytes(usage.memoryBytes()),
        "threads", usage.threads(),
        "handles", usage.handles(),
        "processes", usage.processes());
  }

  @Override
  protected List<String> columns() {
    return List.of("at", "cpu", "memory", "threads", "handles", "processes");
  }

  @Override
  protected String none() {
    return "no samples yet: one is taken every 5 s while it runs";
  }
}
