package io.backplane.updates;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.api.metrics.MetricSource;
import io.backplane.store.spi.Store;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The journal's updates by what came of them. */
@Component
public final class UpdateMetrics implements MetricSource {

  private final SqlJournal journal;

  @Activate
  public UpdateMetrics(@Reference(target = "(db=manager)") Store store) {
    this.journal = new SqlJournal(store);
  }

  @Override
  public List<Metric> metrics() {
    List<Sample> samples =
        journal.outcomes().stream()
            .map(
                it ->
                    new Sample(
                        "", Map.of("kind", it.kind(), "outcome", it.outcome().word()), it.count()))
            .toList();
    return List.of(
        new Metric(
                "updates", Kind.GAUGE, "Updates that the journal keeps.", samples, Optional.empty())
            .countedBy("outcome"));
  }

  /** How many updates of a kind have come to an end of a kind. */
  record Tally(String kind, Outcome outcome, long count) {}
}
