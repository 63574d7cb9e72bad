package io.backplane.health.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.metrics.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What all parts of the kernel count and measure. Thread-safe. */
@ProviderType
public interface Metrics {

  /** As it is now, sorted by name. */
  List<Metric> read();

  /** What there is of each kind of thing, by its state or kind: {@code plugins → active → 3}. */
  Map<String, Map<String, Long>> statistics();

  /** A value that was recorded; of several together, between their least and their greatest. */
  record Point(Instant at, double mean, double least, double greatest) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("at", at.toString(), "mean", mean, "least", least, "greatest", greatest);
    }
  }

  /** The names that are recorded, sorted. */
  List<String> recorded();

  /**
   * What was recorded of a metric, summed over its labels (the greatest quantile but the maximum of
   * a summary), oldest first: every ten seconds for a day, by the minute for thirty.
   *
   * @param points at most as many, 1 to 10,000; more are told together
   * @throws RefusedException {@link Refusal.NotFound} for a name that is not recorded, {@link
   *     Refusal.Invalid} for points
   */
  List<Point> history(String name, Instant since, Instant until, int points);
}
