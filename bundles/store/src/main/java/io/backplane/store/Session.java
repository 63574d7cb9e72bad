package io.backplane.store;

import io.backplane.store.spi.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;

/** One connection. Used by one thread at a time; transactions are begun and ended in SQL. */
final class Session implements AutoCloseable {

  private static final int BUSY_TIMEOUT_MS = 5_000;
  private static final int WAL_KEPT_BYTES = 64 * 1024 * 1024;

  private final Connection connection;
  private final StatementCache statements;

  private Session(Connection connection) {
    this.connection = connection;
    this.statements = new StatementCache(connection);
  }

  static Session writing(Path file, Synchronous synchronous) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(synchronous.name()));
    config.setJournalSizeLimit(WAL_KEPT_BYTES);
    return open(file, config);
  }

  static Session reading(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    var session = open(file, config);
    session.script("PRAGMA query_only = 1");
    return session;
  }

  /** For a thorough check: a read-only connection's leaves the CHECK constraints out. */
  static Session checking(Path file) throws SQLException {
    return open(file, new SQLiteConfig());
  }

  private static Session open(Path file, SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    config.enforceForeignKeys(true);
    var session = new Session(config.createConnection("jdbc:sqlite:" + file));
    // In auto-commit the driver tries a BEGIN and a COMMIT of its own after every statement, a
    // quarter of the time of a short write. It leaves a connection alone that it believes to be
    // inside a transaction.
    session.connection.setAutoCommit(false);
    session.script("ROLLBACK");
    return session;
  }

  private interface Use<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  private <T> T prepared(String sql, Use<T> use, Object... args) throws SQLException {
    var prepared = statements.take(sql);
    boolean good = false;
    try {
      bind(prepared, args);
      T result = use.run(prepared.statement());
      good = true;
      return result;
    } finally {
      if (good) {
        statements.give(prepared);
      } else {
        prepared.statement().close();
      }
    }
  }

  /**
   * @param rowsMax how many to map at most
   */
  <T> List<T> query(String sql, int rowsMax, Function<Row, T> map, Object... args)
      throws SQLException {
    return prepared(sql, statement -> rows(statement, rowsMax, map), args);
  }

  private static <T> List<T> rows(PreparedStatement statement, int rowsMax, Function<Row, T> map)
      throws SQLException {
    var rows = new ArrayList<T>();
    try (var results = statement.executeQuery()) {
      var row = new SqliteRow(results);
      while (rows.size() < rowsMax && results.next()) {
        rows.add(map.apply(row));
      }
      row.end();
    }
    return rows;
  }

  long number(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var results = statement.executeQuery(sql)) {
      return results.next() ? results.getLong(1) : 0;
    }
  }

  String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var results = statement.executeQuery(sql)) {
      return results.next() ? results.getString(1) : "";
    }
  }

  int update(String sql, Object... args) throws SQLException {
    return prepared(sql, PreparedStatement::executeUpdate, args);
  }

  /** Runs a statement that has neither parameters nor results, such as COMMIT. */
  void execute(String sql) throws SQLException {
    prepared(sql, PreparedStatement::execute);
  }

  /** Runs any number of statements, once. */
  void script(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static void bind(StatementCache.Prepared prepared, Object[] args) throws SQLException {
    if (args.length != prepared.parameters()) {
      throw new IllegalStateException(
          "%d arguments for %d parameters in: %s"
              .formatted(args.length, prepared.parameters(), prepared.sql()));
    }
    for (int i = 0; i < args.length; i++) {
      bind(prepared.statement(), i + 1, args[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, java.sql.Types.NULL);
      case String text -> statement.setString(index, text);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      case Integer number -> statement.setInt(index, number);
      case Long number -> statement.setLong(index, number);
      case Double number -> statement.setDouble(index, number);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Instant instant -> statement.setLong(index, instant.toEpochMilli());
      default ->
          throw new IllegalStateException(
              "argument " + index + " is a " + value.getClass().getName());
    }
  }

  int cachedStatements() {
    return statements.size();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      statements.close();
    }
  }
}
