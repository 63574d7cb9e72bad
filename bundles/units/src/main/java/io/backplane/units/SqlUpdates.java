package io.backplane.units;

import io.backplane.api.event.Event.Level;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.units.spi.UpdateRecord;
import io.backplane.units.spi.UpdateRecord.Kind;
import io.backplane.units.spi.UpdateRecord.Outcome;
import io.backplane.units.spi.UpdateStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal of updates: a step is here before it is done. */
final class SqlUpdates {

  /** Updates kept of an instance. */
  static final int HISTORY_MAX = 1_000;

  private final Store store;

  SqlUpdates(Store store) {
    this.store = store;
    SqlPackages.migrate(store);
  }

  /**
   * An update as it is kept.
   *
   * @param sideBySide whether the new version runs beside the old one
   * @param wasWanted whether a process is to run afterwards
   * @param configNumber of the configuration before
   */
  record Entry(UpdateRecord record, boolean sideBySide, boolean wasWanted, long configNumber) {}

  /**
   * @param entry whose id does not count
   * @return the same with its id
   */
  Entry begin(Entry entry) {
    return store.write(
        tx -> {
          UpdateRecord asked = entry.record();
          long id =
              tx.first(
                      "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM units_updates",
                      r -> r.number("id"))
                  .orElse(1L);
          tx.update(
              "INSERT INTO units_updates (id, instance, kind, from_version, to_version,"
                  + " side_by_side, was_wanted, config_number, at, asked_by, step, outcome, reason)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
              id,
              asked.instance(),
              asked.what().name(),
              asked.from(),
              asked.to(),
              entry.sideBySide(),
              entry.wasWanted(),
              entry.configNumber(),
              asked.at(),
              asked.by(),
              asked.step().name(),
              Outcome.UNDER_WAY.name());
          tx.update(
              "DELETE FROM units_updates WHERE instance = ? AND id NOT IN (SELECT id FROM"
                  + " units_updates WHERE instance = ? ORDER BY id DESC LIMIT "
                  + HISTORY_MAX
                  + ")",
              asked.instance(),
              asked.instance());
          tx.emit(
              "instance.updating",
              asked.instance(),
              Level.INFO,
              Map.of("from", asked.from(), "to", asked.to(), "by", asked.by()));
          return new Entry(
              withId(asked, id), entry.sideBySide(), entry.wasWanted(), entry.configNumber());
        });
  }

  private static UpdateRecord withId(UpdateRecord record, long id) {
    return new UpdateRecord(
        id,
        record.instance(),
        record.what(),
        record.from(),
        record.to(),
        record.at(),
        record.by(),
        record.step(),
        record.outcome(),
        record.reason(),
        record.endedAt());
  }

  void step(long id, UpdateStep step) {
    store.write(tx -> tx.update("UPDATE units_updates SET step = ? WHERE id = ?", step.name(), id));
  }

  static void committed(Transaction tx, long id) {
    tx.update(
        "UPDATE units_updates SET step = ?, outcome = ? WHERE id = ?",
        UpdateStep.COMMIT.name(),
        Outcome.COMMITTED.name(),
        id);
  }

  void end(UpdateRecord record, Outcome outcome, String reason, Instant at) {
    store.write(
        tx -> {
          tx.update(
              "UPDATE units_updates SET step = ?, outcome = ?, reason = ?, ended_at = ?"
                  + " WHERE id = ?",
              UpdateStep.ENDED.name(),
              outcome.name(),
              reason,
              at,
              record.id());
          if (outcome != Outcome.COMMITTED) { // the commit has told of itself
            tx.emit(
                "instance.update-" + outcome.word(),
                record.instance(),
                outcome == Outcome.ABANDONED ? Level.WARN : Level.ERROR,
                Map.of("from", record.from(), "to", record.to(), "reason", reason));
          }
          return record;
        });
  }

  Optional<Entry> open(String instance) {
    return store.read(
        r ->
            r.first(
                "SELECT * FROM units_updates WHERE instance = ? AND ended_at IS NULL"
                    + " ORDER BY id DESC",
                SqlUpdates::entry,
                instance));
  }

  /** Newest first. */
  List<Entry> history(String instance) {
    return store.read(
        r ->
            r.query(
                "SELECT * FROM units_updates WHERE instance = ? ORDER BY id DESC",
                SqlUpdates::entry,
                instance));
  }

  private static Entry entry(Row row) {
    return new Entry(
        new UpdateRecord(
            row.number("id"),
            row.text("instance"),
            Kind.valueOf(row.text("kind")),
            row.text("from_version"),
            row.text("to_version"),
            row.instant("at"),
            row.text("asked_by"),
            UpdateStep.valueOf(row.text("step")),
            Outcome.valueOf(row.text("outcome")),
            row.text("reason"),
            row.optionalInstant("ended_at")),
        row.flag("side_by_side"),
        row.flag("was_wanted"),
        row.number("config_number"));
  }
}
