package io.backplane.shell.commands.insight;

import io.backplane.api.call.Values;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime metrics}. */
@picocli.CommandLine.Command(
    name = "metrics",
    description = "Show what is counted and measured: memory, CPU, threads, latencies, calls.",
    footer = {"", "Example: backplane runtime metrics jvm"})
public final class MetricList extends Command {

  private static final double KIB = 1024;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "What their names begin with.")
  private String name = "";

  public MetricList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    List<Metric> metrics =
        services().metrics().read().stream().filter(it -> it.name().startsWith(name)).toList();
    return json()
        ? metrics.stream().map(Metric::toMap).toList()
        : metrics.stream()
            .flatMap(metric -> metric.samples().stream().map(sample -> row(metric, sample)))
            .toList();
  }

  private static Map<String, Object> row(Metric metric, Sample sample) {
    String labels =
        new TreeMap<>(sample.labels())
            .entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(" "));
    String shown = metric.name() + sample.suffix();
    return Values.map("metric", shown, "value", text(shown, sample.value()), "of", labels);
  }

  /** In a unit that people read; the name ends with the one it is measured in. */
  private static String text(String name, double value) {
    if (name.endsWith("_bytes")) {
      return bytes(value);
    }
    if (name.endsWith("_ratio")) {
      return "%.1f %%".formatted(value * 100);
    }
    if (name.contains("_seconds") && !name.endsWith("_count")) {
      return value < 1
          ? String.format(Locale.ROOT, "%.3f ms", value * 1e3)
          : String.format(Locale.ROOT, "%.1f s", value);
    }
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String bytes(double value) {
    return value < KIB * KIB
        ? String.format(Locale.ROOT, "%.1f KiB", value / KIB)
        : String.format(Locale.ROOT, "%.1f MiB", value / KIB / KIB);
  }

  @Override
  protected List<String> columns() {
    return List.of("metric", "value", "of");
  }
}
