package io.backplane.governance;

import io.backplane.api.event.Event.Level;
import io.backplane.governance.spi.Lifecycle.Counts;
import io.backplane.governance.spi.Standing;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.Task.Answer;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.governance.spi.Tasks;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tasks as rows of {@code governance_tasks}, with an event for each change of state. */
final class SqlTasks {

  /** A row as decisions need it: without its parameters and its answer. */
  record Brief(
      long id,
      String unit,
      String command,
      String owner,
      String state,
      Instant since,
      boolean idempotent,
      long attempts) {

    Standing standing() {
      return new Standing("task " + id, owner, state, since, since);
    }
  }

  /** What came of a call. */
  record Ending(String state, String reason, Optional<Answer> answer) {}

  private static final int REASON_MAX = 1_000;

  private static final String BRIEF =
      "SELECT id, unit, command, owner, state, since, idempotent, attempts FROM governance_tasks ";

  private SqlTasks() {}

  /**
   * @param params as they wait for the call
   * @param shown without secrets
   */
  record Texts(String params, String shown) {}

  static long nextId(Reader reader) {
    return reader
        .first(
            "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM governance_tasks", row -> row.number("id"))
        .orElse(1L);
  }

  static void insert(
      Transaction tx, long id, TaskOrder order, boolean idempotent, Texts texts, Instant at) {
    tx.update(
        "INSERT INTO governance_tasks (id, unit, command, params, shown, owner, asked_by,"
            + " idempotent, state, created_at, since, attempts, reason, cut)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, 0, '', ?)",
        id,
        order.unit(),
        order.command(),
        texts.params(),
        texts.shown(),
        order.owner(),
        order.by(),
        idempotent,
        at,
        at,
        false);
    tell(tx, find(tx, id).orElseThrow(), order.by());
  }

  static Optional<Task> find(Reader reader, long id) {
    return reader.first("SELECT * FROM governance_tasks WHERE id = ?", SqlTasks::task, id);
  }

  static Optional<Brief> brief(Reader reader, long id) {
    return reader.first(BRIEF + "WHERE id = ?", SqlTasks::brief, id);
  }

  /** In the order of their ids. */
  static List<Brief> in(Reader reader, String state) {
    return reader.query(BRIEF + "WHERE state = ? ORDER BY id", SqlTasks::brief, state);
  }

  /** Newest first; empty texts for any. */
  static List<Task> all(Reader reader, String owner, String state, int limit) {
    return reader.query(
        "SELECT * FROM governance_tasks WHERE (? = '' OR owner = ?) AND (? = '' OR state = ?)"
            + " ORDER BY id DESC LIMIT "
            + limit,
        SqlTasks::task,
        owner,
        owner,
        state,
        state);
  }

  /** As {@link Texts} has them. */
  static String params(Reader reader, long id) {
    return reader
        .first("SELECT params FROM governance_tasks WHERE id = ?", row -> row.text("params"), id)
        .orElseThrow();
  }

  /** An owner's tasks. */
  static Counts of(Reader reader, String owner) {
    Map<String, Long> counts =
        reader
            .query(
                "SELECT state, COUNT(*) AS n FROM governance_tasks WHERE owner = ? GROUP BY state",
                row -> Map.entry(row.text("state"), row.number("n")),
                owner)
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return states -> states.stream().mapToLong(state -> counts.getOrDefault(state, 0L)).sum();
  }

  static void start(Transaction tx, Brief task, Instant at) {
    tx.update(
        "UPDATE governance_tasks SET state = 'running', since = ?, started_at = ?,"
            + " attempts = attempts + 1, reason = '' WHERE id = ?",
        at,
        at,
        task.id());
    tell(tx, find(tx, task.id()).orElseThrow(), StoredGovernance.RULE);
  }

  /**
   * @param attempts how often it was begun in earnest
   */
  static void requeue(Transaction tx, Brief task, String reason, long attempts, Instant at) {
    tx.update(
        "UPDATE governance_tasks SET state = 'queued', since = ?, reason = ?, attempts = ?"
            + " WHERE id = ?",
        at,
        shortened(reason),
        attempts,
        task.id());
    tell(tx, find(tx, task.id()).orElseThrow(), StoredGovernance.RULE);
  }

  /** Secrets among the parameters go with the end. */
  static void end(Transaction tx, Brief task, Ending ending, String by, Instant at) {
    String json = ending.answer().map(answer -> TaskJson.text(answer.value())).orElse(null);
    boolean cut = json != null && json.length() > Tasks.TEXT_MAX;
    tx.update(
        "UPDATE governance_tasks SET state = ?, since = ?, ended_at = ?, reason = ?, code = ?,"
            + " result = ?, cut = ?, params = shown WHERE id = ?",
        ending.state(),
        at,
        at,
        shortened(ending.reason()),
        ending.answer().map(Answer::code).orElse(null),
        cut ? TaskJson.text(json.substring(0, Tasks.TEXT_MAX)) : json,
        cut,
        task.id());
    tell(tx, find(tx, task.id()).orElseThrow(), by);
  }

  /** Units say what they like. */
  private static String shortened(String reason) {
    return reason.length() <= REASON_MAX ? reason : reason.substring(0, REASON_MAX) + "…";
  }

  private static void tell(Transaction tx, Task task, String by) {
    tx.emit(
        "task." + task.state(),
        Long.toString(task.id()),
        task.state().equals("failed") ? Level.WARN : Level.INFO,
        Map.of(
            "unit", task.unit(),
            "command", task.command(),
            "owner", task.owner(),
            "by", by,
            "reason", task.reason()));
  }

  /** The newest row stays in any case: its number is not given anew. */
  static void forget(Transaction tx, long kept, Instant before) {
    String ended = "ended_at IS NOT NULL AND id <> (SELECT MAX(id) FROM governance_tasks)";
    tx.update("DELETE FROM governance_tasks WHERE " + ended + " AND ended_at < ?", before);
    tx.update(
        "DELETE FROM governance_tasks WHERE "
            + ended
            + " AND id NOT IN (SELECT id FROM governance_tasks WHERE ended_at IS NOT NULL"
            + " ORDER BY ended_at DESC, id DESC LIMIT "
            + kept
            + ")");
  }

  private static Brief brief(Row row) {
    return new Brief(
        row.number("id"),
        row.text("unit"),
        row.text("command"),
        row.text("owner"),
        row.text("state"),
        row.instant("since"),
        row.flag("idempotent"),
        row.number("attempts"));
  }

  private static Task task(Row row) {
    return new Task(
        row.number("id"),
        row.text("unit"),
        row.text("command"),
        TaskJson.object(row.text("shown")),
        row.text("owner"),
        row.text("asked_by"),
        row.flag("idempotent"),
        row.text("state"),
        row.instant("created_at"),
        row.optionalInstant("started_at"),
        row.optionalInstant("ended_at"),
        row.number("attempts"),
        row.text("reason"),
        answer(row));
  }

  private static Optional<Answer> answer(Row row) {
    return row.optionalText("result")
        .map(text -> new Answer((int) row.number("code"), TaskJson.value(text), row.flag("cut")));
  }
}
