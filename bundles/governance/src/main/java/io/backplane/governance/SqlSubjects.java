package io.backplane.governance;

import io.backplane.api.event.Event.Level;
import io.backplane.governance.spi.Lifecycle;
import io.backplane.governance.spi.Lifecycle.Counts;
import io.backplane.governance.spi.Subject;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Subjects as rows of {@code governance_subjects}, with an event for each change. */
final class SqlSubjects {

  private SqlSubjects() {}

  static List<Subject> all(Reader reader) {
    return reader.query("SELECT * FROM governance_subjects", SqlSubjects::subject);
  }

  static Optional<Subject> find(Reader reader, Lifecycle table, String name) {
    return reader.first(
        "SELECT * FROM governance_subjects WHERE lifecycle = ? AND name = ?",
        SqlSubjects::subject,
        table.name(),
        name);
  }

  /** The owner's, without the one of that name. */
  static Counts others(Reader reader, Lifecycle table, String owner, String name) {
    Map<String, Long> counts =
        reader
            .query(
                "SELECT state, COUNT(*) AS n FROM governance_subjects"
                    + " WHERE lifecycle = ? AND owner = ? AND name <> ? GROUP BY state",
                row -> Map.entry(row.text("state"), row.number("n")),
                table.name(),
                owner,
                name)
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return states -> states.stream().mapToLong(state -> counts.getOrDefault(state, 0L)).sum();
  }

  static void insert(Transaction tx, Subject made) {
    tx.update(
        "INSERT INTO governance_subjects (lifecycle, name, owner, state, reason, changed_by,"
            + " created_at, since, touched_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.lifecycle(),
        made.name(),
        made.owner(),
        made.state(),
        made.reason(),
        made.by(),
        made.createdAt(),
        made.since(),
        made.touchedAt(),
        made.version());
    tell(tx, "registered", made, "");
  }

  static void update(Transaction tx, Subject after, String from) {
    put(tx, after);
    tell(tx, after.state(), after, from);
  }

  static void touch(Transaction tx, Subject after) {
    put(tx, after);
    tell(tx, "touched", after, after.state());
  }

  /** Calls leave no event each. */
  static void put(Transaction tx, Subject after) {
    tx.update(
        "UPDATE governance_subjects SET state = ?, reason = ?, changed_by = ?, since = ?,"
            + " touched_at = ?, version = ? WHERE lifecycle = ? AND name = ?",
        after.state(),
        after.reason(),
        after.by(),
        after.since(),
        after.touchedAt(),
        after.version(),
        after.lifecycle(),
        after.name());
  }

  private static void tell(Transaction tx, String what, Subject subject, String from) {
    tx.emit(
        "governance." + what,
        subject.name(),
        Level.INFO,
        Map.of(
            "lifecycle", subject.lifecycle(),
            "owner", subject.owner(),
            "from", from,
            "by", subject.by(),
            "reason", subject.reason()));
  }

  private static Subject subject(Row row) {
    return new Subject(
        row.text("lifecycle"),
        row.text("name"),
        row.text("owner"),
        row.text("state"),
        row.text("reason"),
        row.text("changed_by"),
        row.instant("created_at"),
        row.instant("since"),
        row.instant("touched_at"),
        row.number("version"));
  }
}
