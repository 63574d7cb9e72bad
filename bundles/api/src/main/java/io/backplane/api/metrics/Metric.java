package io.backplane.api.metrics;

import io.backplane.api.call.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One measure at one moment, with a value for each set of labels. Names and units are those of
 * Prometheus: lower-case words, base units (seconds, bytes), {@code _total} behind what only rises.
 *
 * @param name such as {@code calls_total}; what is shown to others begins with {@code backplane_}
 * @param help one sentence
 * @param samples each with labels of its own
 * @param counted the label by whose values it is counted among the kernel's statistics; empty text
 *     for a count without one; empty where it is none of them
 */
public record Metric(
    String name, Kind kind, String help, List<Sample> samples, Optional<String> counted) {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  /** What becomes of the values. */
  public enum Kind {
    /** Only rises while the kernel runs. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Quantiles; the sum and the count beside them where those only rise. */
    SUMMARY
  }

  /**
   * One value.
   *
   * @param suffix {@code _sum} and {@code _count} of a summary; empty else
   */
  public record Sample(String suffix, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * @throws IllegalArgumentException the name, or a label's, is no such word
   */
  public Metric {
    samples = List.copyOf(samples);
    check(name);
    samples.forEach(sample -> sample.labels().keySet().forEach(Metric::check));
  }

  private static void check(String word) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' cannot be the name of a metric or label");
    }
  }

  /** One value without labels. */
  public static Metric gauge(String name, String help, double value) {
    return new Metric(name, Kind.GAUGE, help, List.of(plain(value)), Optional.empty());
  }

  /** One value without labels. */
  public static Metric counter(String name, String help, double value) {
    return new Metric(name, Kind.COUNTER, help, List.of(plain(value)), Optional.empty());
  }

  private static Sample plain(double value) {
    return new Sample("", Map.of(), value);
  }

  /** A value for each value of one label, in their order. */
  public static Metric by(
      Kind kind, String name, String help, String label, Map<String, ? extends Number> values) {
    var samples = new ArrayList<Sample>();
    new TreeMap<>(values)
        .forEach(
            (key, value) -> samples.add(new Sample("", Map.of(label, key), value.doubleValue())));
    return new Metric(name, kind, help, samples, Optional.empty());
  }

  /**
   * The same, as one of the kernel's statistics.
   *
   * @param label by whose values it is counted; empty for a count without one
   */
  public Metric countedBy(String label) {
    return new Metric(name, kind, help, samples, Optional.of(label));
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "name",
        name,
        "kind",
        Values.word(kind),
        "help",
        help,
        "samples",
        samples.stream()
            .map(
                it -> Values.map("suffix", it.suffix(), "labels", it.labels(), "value", it.value()))
            .toList());
  }
}
