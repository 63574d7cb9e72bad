package io.backplane.updates;

import io.backplane.api.event.Event.Level;
import io.backplane.api.plugin.HandedState;
import io.backplane.meta.spi.Bump;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The journal: rows of {@code runtime_updates}, with an event for each step. */
final class SqlJournal {

  /** Updates kept of a unit. */
  static final int HISTORY_MAX = 1_000;

  /** States kept of a unit: more than one, since a rollback that fails has one too. */
  private static final int STATES_MAX = 4;

  private final Store store;

  SqlJournal(Store store) {
    this.store = store;
    store.migrate(Migrations.of("updates", SqlJournal.class, "0001_updates.sql"));
  }

  /**
   * @param asked whose id does not count
   * @return its id
   */
  long begin(UpdateRecord asked) {
    return store.write(
        tx -> {
          long id =
              tx.first(
                      "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM runtime_updates",
                      r -> r.number("id"))
                  .orElse(1L);
          tx.update(
              "INSERT INTO runtime_updates (id, kind, unit, what, from_version, to_version, type,"
                  + " at, asked_by, step, outcome, reason, notes, paused_us, switched)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', 0, 0)",
              id,
              asked.kind(),
              asked.unit(),
              asked.what().name(),
              asked.from(),
              asked.to(),
              asked.type().name(),
              asked.at(),
              asked.by(),
              asked.step().name(),
              asked.outcome().name());
          forgetOld(tx, asked);
          tellStep(tx, id, asked);
          return id;
        });
  }

  List<UpdateMetrics.Tally> outcomes() {
    return store.read(
        r ->
            r.query(
                "SELECT kind, outcome, COUNT(*) AS n FROM runtime_updates GROUP BY kind, outcome",
                row ->
                    new UpdateMetrics.Tally(
                        row.text("kind"), Outcome.valueOf(row.text("outcome")), row.number("n"))));
  }

  void forget(String kind, String unit) {
    store.write(
        tx -> {
          tx.update(
              "DELETE FROM runtime_update_states WHERE update_id IN"
                  + " (SELECT id FROM runtime_updates WHERE kind = ? AND unit = ?)",
              kind,
              unit);
          return tx.update("DELETE FROM runtime_updates WHERE kind = ? AND unit = ?", kind, unit);
        });
  }

  private static void forgetOld(Transaction tx, UpdateRecord update) {
    tx.update(
        "DELETE FROM runtime_updates WHERE kind = ? AND unit = ? AND id NOT IN (SELECT id FROM"
            + " runtime_updates WHERE kind = ? AND unit = ? ORDER BY id DESC LIMIT "
            + HISTORY_MAX
            + ")",
        update.kind(),
        update.unit(),
        update.kind(),
        update.unit());
  }

  private static void tellStep(Transaction tx, long id, UpdateRecord update) {
    tx.emit(
        update.kind() + ".updating",
        update.unit(),
        Level.INFO,
        Map.of(
            "update", id,
            "step", update.step().word(),
            "from", update.from(),
            "to", update.to(),
            "by", update.by()));
  }

  /** Writes what has changed in a record, and whatever else belongs to the step. */
  void write(UpdateRecord update, Consumer<Transaction> also) {
    store.write(
        tx -> {
          put(tx, update);
          tellStep(tx, update.id(), update);
          also.accept(tx);
          return update;
        });
  }

  /** Writes something that is no step. */
  void add(Consumer<Transaction> work) {
    store.write(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** Calls have reached the new version. */
  void switched(Transaction tx, UpdateRecord update) {
    tx.update("UPDATE runtime_updates SET switched = ? WHERE id = ?", true, update.id());
  }

  boolean wasSwitched(long id) {
    return store.read(
        r ->
            r.first(
                    "SELECT switched FROM runtime_updates WHERE id = ?",
                    row -> row.flag("switched"),
                    id)
                .orElse(false));
  }

  /** Ends an update that a kernel has left open. */
  void close(UpdateRecord left, Outcome outcome, String reason, Instant at) {
    end(
        new UpdateRecord(
            left.id(),
            left.kind(),
            left.unit(),
            left.what(),
            left.from(),
            left.to(),
            left.type(),
            left.at(),
            left.by(),
            UpdateStep.ENDED,
            outcome,
            reason,
            left.notes(),
            left.paused(),
            Optional.of(at)));
  }

  /** The last write: the outcome, told as an event where the commit has not told it. */
  void end(UpdateRecord update) {
    store.write(
        tx -> {
          put(tx, update);
          if (update.outcome() != Outcome.COMMITTED) {
            tx.update("DELETE FROM runtime_update_states WHERE update_id = ?", update.id());
            tx.emit(
                update.kind() + ".update-" + update.outcome().word(),
                update.unit(),
                update.outcome() == Outcome.FAILED ? Level.ERROR : Level.WARN,
                Map.of(
                    "update", update.id(),
                    "from", update.from(),
                    "to", update.to(),
                    "reason", update.reason()));
          } else {
            tellStep(tx, update.id(), update);
          }
          return update;
        });
  }

  private static void put(Transaction tx, UpdateRecord update) {
    tx.update(
        "UPDATE runtime_updates SET from_version = ?, to_version = ?, type = ?, step = ?,"
            + " outcome = ?, reason = ?, paused_us = ?, ended_at = ? WHERE id = ?",
        update.from(),
        update.to(),
        update.type().name(),
        update.step().name(),
        update.outcome().name(),
        update.reason(),
        update.paused().toNanos() / 1_000,
        update.endedAt().orElse(null),
        update.id());
  }

  void note(long id, String sentence) {
    store.write(
        tx -> {
          tx.update(
              "UPDATE runtime_updates SET notes = CASE notes WHEN '' THEN ? ELSE notes || ? END"
                  + " WHERE id = ?",
              sentence,
              "\n" + sentence,
              id);
          return tx.first(
              "SELECT kind, unit FROM runtime_updates WHERE id = ?",
              row ->
                  tx.emit(
                      row.text("kind") + ".update-noted",
                      row.text("unit"),
                      Level.INFO,
                      Map.of("update", id, "note", sentence)),
              id);
        });
  }

  void keep(Transaction tx, UpdateRecord update, HandedState state) {
    tx.update("DELETE FROM runtime_update_states WHERE update_id = ?", update.id());
    tx.update(
        "INSERT INTO runtime_update_states (update_id, format, bytes) VALUES (?, ?, ?)",
        update.id(),
        state.format(),
        state.bytes());
    tx.update(
        "DELETE FROM runtime_update_states WHERE update_id IN"
            + " (SELECT id FROM runtime_updates WHERE kind = ? AND unit = ?)"
            + " AND update_id NOT IN (SELECT update_id FROM runtime_update_states"
            + " JOIN runtime_updates ON id = update_id WHERE kind = ? AND unit = ?"
            + " ORDER BY update_id DESC LIMIT "
            + STATES_MAX
            + ")",
        update.kind(),
        update.unit(),
        update.kind(),
        update.unit());
  }

  Optional<HandedState> state(long id) {
    return store.read(
        r ->
            r.first(
                "SELECT format, bytes FROM runtime_update_states WHERE update_id = ?",
                row -> new HandedState((int) row.number("format"), row.bytes("bytes")),
                id));
  }

  List<UpdateRecord> history(String kind, String unit, int limit) {
    return store.read(
        r ->
            unit.isEmpty()
                ? list(r, "kind = ? ORDER BY id DESC LIMIT ?", kind, limit)
                : list(r, "kind = ? AND unit = ? ORDER BY id DESC LIMIT ?", kind, unit, limit));
  }

  List<UpdateRecord> open(String kind) {
    return store.read(r -> list(r, "kind = ? AND ended_at IS NULL ORDER BY id", kind));
  }

  private static List<UpdateRecord> list(Reader reader, String where, Object... args) {
    return reader.query("SELECT * FROM runtime_updates WHERE " + where, SqlJournal::record, args);
  }

  private static UpdateRecord record(Row row) {
    return new UpdateRecord(
        row.number("id"),
        row.text("kind"),
        row.text("unit"),
        What.valueOf(row.text("what")),
        row.text("from_version"),
        row.text("to_version"),
        Bump.valueOf(row.text("type")),
        row.instant("at"),
        row.text("asked_by"),
        UpdateStep.valueOf(row.text("step")),
        Outcome.valueOf(row.text("outcome")),
        row.text("reason"),
        row.text("notes").lines().toList(),
        Duration.ofNanos(row.number("paused_us") * 1_000),
        row.optionalInstant("ended_at"));
  }
}
