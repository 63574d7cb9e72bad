package io.backplane.store;

import io.backplane.api.event.Event;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One work's part of a group's transaction. Used by the writer's thread only. */
final class SqliteTransaction implements Transaction {

  /**
   * A statement that would end or escape the group's transaction. BEGIN stands in triggers and
   * fails by itself.
   */
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?i)(?:\\A|;)\\s*(?:COMMIT|END\\s+TRANSACTION|ROLLBACK|SAVEPOINT|RELEASE)\\b");

  private final Session session;
  private final SqliteFault faults;
  private final EventAppender events;
  private Optional<SQLException> lost = Optional.empty();
  private boolean ended;

  SqliteTransaction(Session session, SqliteFault faults, EventAppender events) {
    this.session = session;
    this.faults = faults;
    this.events = events;
  }

  private interface Statement<T> {
    T run() throws SQLException;
  }

  private <T> T run(String sql, Statement<T> statement) {
    if (ended) {
      throw new IllegalStateException("a transaction was used after its work");
    }
    if (CONTROL.matcher(sql).find()) {
      throw new IllegalStateException("a work may not control the transaction: " + sql);
    }
    if (lost.isPresent()) {
      throw faults.of(lost.get(), sql);
    }
    try {
      return statement.run();
    } catch (SQLException e) {
      if (SqliteFault.endsTransaction(e)) {
        lost = Optional.of(e);
      }
      throw faults.of(e, sql);
    }
  }

  @Override
  public <T> List<T> query(String sql, Function<Row, T> map, Object... args) {
    return run(sql, () -> session.query(sql, Integer.MAX_VALUE, map, args));
  }

  @Override
  public <T> Optional<T> first(String sql, Function<Row, T> map, Object... args) {
    return run(sql, () -> session.query(sql, 1, map, args)).stream().findFirst();
  }

  @Override
  public int update(String sql, Object... args) {
    return run(sql, () -> session.update(sql, args));
  }

  @Override
  public long emit(String type, String subject, Event.Level level, Map<String, Object> data) {
    return run(type, () -> events.append(session, type, subject, level, data));
  }

  /** Runs the statements of a migration step. */
  void script(String sql) {
    run(sql, () -> runScript(sql));
  }

  private Void runScript(String sql) throws SQLException {
    session.script(sql);
    return null;
  }

  Session session() {
    return session;
  }

  /** The error after which nothing of the group can be kept, whatever the work made of it. */
  Optional<SQLException> lost() {
    return lost;
  }

  void end() {
    ended = true;
  }
}
