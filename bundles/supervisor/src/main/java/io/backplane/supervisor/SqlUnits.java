package io.backplane.supervisor;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.UnitState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Units as rows. */
final class SqlUnits implements UnitRepository {

  private final Store store;

  SqlUnits(Store store) {
    this.store = store;
    store.migrate(Migrations.of("supervisor", SqlUnits.class, "0001_units.sql"));
  }

  @Override
  public Optional<UnitState> find(String id) {
    return store.read(
        r -> r.first("SELECT * FROM supervisor_units WHERE id = ?", SqlUnits::state, id));
  }

  @Override
  public void add(UnitState state) {
    store.write(
        tx ->
            tx.update(
                "INSERT INTO supervisor_units (id, phase, wanted, version, start, token, ending,"
                    + " reason, since, restarts, failures)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                state.id(),
                state.phase().name(),
                state.wanted(),
                state.version(),
                state.start(),
                state.token(),
                state.ending().name(),
                state.reason(),
                state.since(),
                state.restarts(),
                ""));
  }

  @Override
  public void remove(String id) {
    store.write(tx -> tx.update("DELETE FROM supervisor_units WHERE id = ?", id));
  }

  @Override
  public void save(UnitState before, UnitState next, String subject) {
    store.write(
        tx -> {
          if (update(tx, before, next) != 1) {
            throw new IllegalStateException(
                "unit " + next.id() + " is not at version " + before.version() + " any more");
          }
          if (before.phase() != next.phase() || before.start() != next.start()) {
            tx.emit("instance." + Values.word(next.phase()), subject, level(next), story(next));
          }
          return next;
        });
  }

  private static int update(Transaction tx, UnitState before, UnitState next) {
    return tx.update(
        "UPDATE supervisor_units SET phase = ?, wanted = ?, version = ?, start = ?, token = ?,"
            + " shim = ?, process = ?, ending = ?, reason = ?, since = ?, started_at = ?,"
            + " restarts = ?, failures = ?, due_at = ?, exit_code = ?, exit_at = ?"
            + " WHERE id = ? AND version = ?",
        next.phase().name(),
        next.wanted(),
        next.version(),
        next.start(),
        next.token(),
        next.shim().map(SqlUnits::text).orElse(null),
        next.process().map(SqlUnits::text).orElse(null),
        next.ending().name(),
        next.reason(),
        next.since(),
        next.startedAt().orElse(null),
        next.restarts(),
        next.failures().stream()
            .map(at -> Long.toString(at.toEpochMilli()))
            .collect(Collectors.joining(",")),
        next.dueAt().orElse(null),
        next.exit().map(Exit::code).orElse(null),
        next.exit().map(Exit::at).orElse(null),
        next.id(),
        before.version());
  }

  private static Level level(UnitState state) {
    return switch (state.phase()) {
      case CRASHED -> Level.ERROR;
      case BACKOFF -> Level.WARN;
      case CREATED, CONFIGURED, STARTING, RUNNING, STOPPING, STOPPED -> Level.INFO;
    };
  }

  private static Map<String, Object> story(UnitState state) {
    Map<String, Object> story = Values.map("start", state.start());
    if (!state.reason().isEmpty()) {
      story.put("reason", state.reason());
    }
    state.pid().ifPresent(pid -> story.put("pid", pid));
    if (!state.live()) {
      state.exit().ifPresent(exit -> story.put("exit", exit.words()));
    }
    state.dueAt().ifPresent(at -> story.put("nextStartAt", at.toString()));
    return story;
  }

  private static UnitState state(Row row) {
    return new UnitState(
        row.text("id"),
        Phase.valueOf(row.text("phase")),
        row.flag("wanted"),
        row.number("version"),
        row.number("start"),
        row.text("token"),
        row.optionalText("shim").map(SqlUnits::process),
        row.optionalText("process").map(SqlUnits::process),
        UnitState.Ending.valueOf(row.text("ending")),
        row.text("reason"),
        row.instant("since"),
        row.optionalInstant("started_at"),
        (int) row.number("restarts"),
        failures(row.text("failures")),
        row.optionalInstant("due_at"),
        row.isNull("exit_code")
            ? Optional.empty()
            : Optional.of(new Exit((int) row.number("exit_code"), row.instant("exit_at"))));
  }

  private static List<Instant> failures(String text) {
    return Arrays.stream(text.split(","))
        .filter(part -> !part.isEmpty())
        .map(part -> Instant.ofEpochMilli(Long.parseLong(part)))
        .toList();
  }

  private static String text(ProcessId id) {
    return id.pid() + " " + id.startTicks() + " " + id.world();
  }

  private static ProcessId process(String text) {
    String[] parts = text.split(" ", 3);
    return new ProcessId(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }
}
