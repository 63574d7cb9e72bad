package io.backplane.health;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.health.spi.Metrics.Point;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recorded values: each for a day, then what a minute of them comes to for thirty days. Rows of the
 * telemetry database.
 */
final class Telemetry {

  static final Duration RAW = Duration.ofHours(24);
  static final Duration MINUTES = Duration.ofDays(30);

  private static final Duration AHEAD = Duration.ofHours(1);

  /** Names kept; a source that makes up ever new ones is cut off here. */
  static final int NAMES_MAX = 1_000;

  private final Store store;

  Telemetry(Store store) {
    this.store = store;
    store.migrate(Migrations.of("health", Telemetry.class, "0001_telemetry.sql"));
  }

  /** Adds one value for each name. */
  void add(Instant at, Map<String, Double> values) {
    store.write(
        tx -> {
          values.forEach(
              (name, value) ->
                  id(tx, name)
                      .ifPresent(
                          id -> {
                            tx.update(
                                "DELETE FROM metric_samples WHERE metric = ? AND at = ?", id, at);
                            tx.update(
                                "INSERT INTO metric_samples (at, metric, value) VALUES (?, ?, ?)",
                                at,
                                id,
                                value);
                          }));
          return values.size();
        });
  }

  private static Optional<Long> id(Transaction tx, String name) {
    Optional<Long> known = find(tx, name);
    if (known.isPresent()) {
      return known;
    }
    long next =
        tx.first("SELECT COUNT(*) AS n FROM metric_names", row -> row.number("n")).orElseThrow();
    if (next >= NAMES_MAX) {
      return Optional.empty();
    }
    tx.update("INSERT INTO metric_names (id, name) VALUES (?, ?)", next, name);
    return Optional.of(next);
  }

  private static Optional<Long> find(Reader reader, String name) {
    return reader.first(
        "SELECT id FROM metric_names WHERE name = ?", row -> row.number("id"), name);
  }

  List<String> names() {
    return store.read(
        r -> r.query("SELECT name FROM metric_names ORDER BY name", row -> row.text("name")));
  }

  /** Sums the last whole minutes up that have not been, and forgets what is too old. */
  void tidy(Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    store.write(
        tx -> {
          Instant from =
              tx.first(
                      "SELECT MAX(at) AS last FROM metric_minutes WHERE at < ?",
                      r -> r.optionalInstant("last"),
                      minute)
                  .flatMap(last -> last)
                  .map(last -> last.plus(1, ChronoUnit.MINUTES))
                  .orElse(Instant.EPOCH);
          // What a clock that was wrong has left ahead of now would stand in the way of what comes.
          tx.update("DELETE FROM metric_samples WHERE at > ?", now.plus(AHEAD));
          tx.update("DELETE FROM metric_minutes WHERE at >= ?", minute);
          tx.update(
              "INSERT INTO metric_minutes (at, metric, mean, least, greatest)"
                  + " SELECT at / 60000 * 60000, metric, AVG(value), MIN(value), MAX(value)"
                  + " FROM metric_samples WHERE at >= ? AND at < ?"
                  + " GROUP BY metric, at / 60000",
              from,
              minute);
          tx.update("DELETE FROM metric_samples WHERE at < ?", now.minus(RAW));
          return tx.update("DELETE FROM metric_minutes WHERE at < ?", now.minus(MINUTES));
        });
  }

  /**
   * Minutes as far as single values are no longer kept, then those.
   *
   * @throws RefusedException {@link Refusal.NotFound}
   */
  List<Point> between(String name, Instant since, Instant until) {
    return store.read(
        r -> {
          long id =
              find(r, name)
                  .orElseThrow(
                      () -> new RefusedException(new Refusal.NotFound("recorded metric", name)));
          List<Point> single =
              r.query(
                  "SELECT at, value FROM metric_samples"
                      + " WHERE metric = ? AND at >= ? AND at < ? ORDER BY at",
                  row -> {
                    double value = row.real("value");
                    return new Point(row.instant("at"), value, value, value);
                  },
                  id,
                  since,
                  until);
          Instant end = single.isEmpty() ? until : single.getFirst().at();
          var all =
              new ArrayList<>(
                  r.query(
                      "SELECT at, mean, least, greatest FROM metric_minutes"
                          + " WHERE metric = ? AND at >= ? AND at < ? ORDER BY at",
                      row ->
                          new Point(
                              row.instant("at"),
                              row.real("mean"),
                              row.real("least"),
                              row.real("greatest")),
                      id,
                      since,
                      end.truncatedTo(ChronoUnit.MINUTES)));
          all.addAll(single);
          return all;
        });
  }
}
