package io.backplane.store;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether those who follow the event log keep up. */
@Component
public final class EventsHealth implements HealthCheck {

  private final SqliteStore store;

  @Activate
  public EventsHealth(@Reference ManagerStore manager) {
    this(manager.sqlite());
  }

  EventsHealth(SqliteStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public HealthResult check() {
    var figures = store.eventFigures();
    Map<String, Object> facts =
        Map.of(
            "cursors", figures.cursors(),
            "slow", figures.slow(),
            "overflows", figures.overflows(),
            "last", figures.last());
    if (figures.slow() == 0) {
      return new HealthResult(HealthLevel.HEALTHY, figures.cursors() + " followed live", facts);
    }
    String reason = "%d of %d cursors are slow".formatted(figures.slow(), figures.cursors());
    return new HealthResult(HealthLevel.DEGRADED, reason, facts);
  }
}
