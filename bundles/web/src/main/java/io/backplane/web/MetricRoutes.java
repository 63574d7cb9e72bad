package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.metrics.Metric;
import io.backplane.health.spi.Metrics;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is counted and measured, now and before. */
record MetricRoutes(Metrics metrics) {

  private static final Duration SINCE = Duration.ofHours(1);
  private static final int POINTS = 300;
  private static final int POINTS_MAX = 10_000;

  List<Route> routes() {
    return List.of(
        Route.get("/api/metrics", Role.VIEWER, "Every metric as it is now.", this::now),
        Route.get(
                "/api/metrics/{name}/history",
                Role.VIEWER,
                "What was recorded of a metric, summed over its labels; for the last hour at first.",
                this::history)
            .query("since", "until", "points"),
        Route.get(
            "/api/stats",
            Role.VIEWER,
            "What there is of each kind of thing, by state.",
            exchange -> exchange.json(200, Map.copyOf(metrics.statistics()))));
  }

  private void now(Exchange exchange) throws IOException {
    exchange.json(
        200,
        Values.map(
            "metrics", metrics.read().stream().map(Metric::toMap).toList(),
            "recorded", metrics.recorded()));
  }

  private void history(Exchange exchange) throws IOException {
    Instant until = time(exchange, "until").orElseGet(Instant::now);
    Instant since = time(exchange, "since").orElse(until.minus(SINCE));
    int points = (int) exchange.query("points", POINTS, 1, POINTS_MAX);
    exchange.json(
        200,
        Map.of(
            "points",
            metrics.history(exchange.path("name"), since, until, points).stream()
                .map(Metrics.Point::toMap)
                .toList()));
  }

  private static Optional<Instant> time(Exchange exchange, String name) {
    try {
      return exchange.query(name).map(Instant::parse);
    } catch (DateTimeException e) {
      throw new RefusedException(
          new Refusal.Invalid(name, "is not a time such as 2026-01-31T08:00:00Z"));
    }
  }
}
