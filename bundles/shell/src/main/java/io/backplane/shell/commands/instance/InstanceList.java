package io.backplane.shell.commands.instance;

import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Words;
import io.backplane.supervisor.spi.Usage;
import io.backplane.units.spi.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code backplane instance list}. */
@picocli.CommandLine.Command(name = "list", description = "List the instances.")
public final class InstanceList extends Command {

  @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state.")
  private String state;

  public InstanceList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().instances().list().stream()
        .filter(instance -> state == null || Values.word(instance.phase()).equals(state))
        .map(instance -> json() ? instance.toMap() : row(instance))
        .toList();
  }

  private static Map<String, Object> row(Instance instance) {
    var state = instance.status().state();
    var usage = instance.status().usage();
    return Values.map(
        "id", instance.id(),
        "kind", instance.setup().kind().word(),
        "state", Values.word(state.phase()),
        "package", instance.setup().packageId() + "@" + instance.setup().version(),
        "pid", state.pid().orElse(null),
        "cpu", usage.map(Usage::cpu).map(InstanceList::percent).orElse(""),
        "memory", usage.map(Usage::memoryBytes).map(InstanceList::mebibytes).orElse(""),
        "restarts", state.restarts(),
        "for", Words.duration(Duration.between(state.since(), Instant.now())),
        "reason", state.reason());
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share * 100);
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }

  @Override
  protected List<String> columns() {
    return List.of(
        "id", "kind", "state", "package", "pid", "cpu", "memory", "restarts", "for", "reason");
  }

  @Override
  protected String none() {
    return "no instances: make one with 'instance create PACKAGE'";
  }
}
