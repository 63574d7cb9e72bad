package io.backplane.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;

/**
 * Prepared statements of one connection, the least recently used one closed first. A statement in
 * use is out of the cache, so a query may run inside the mapping of the same query.
 */
final class StatementCache implements AutoCloseable {

  static final int STATEMENTS_MAX = 128;

  private final Connection connection;
  private final LinkedHashMap<String, Prepared> idle = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param parameters how many there are; JDBC would silently use an earlier call's for missing
   *     ones
   */
  record Prepared(String sql, PreparedStatement statement, int parameters) {}

  StatementCache(Connection connection) {
    this.connection = connection;
  }

  Prepared take(String sql) throws SQLException {
    Prepared cached = idle.remove(sql);
    return cached == null ? prepare(sql) : cached;
  }

  private Prepared prepare(String sql) throws SQLException {
    var statement = connection.prepareStatement(sql);
    return new Prepared(sql, statement, statement.getParameterMetaData().getParameterCount());
  }

  void give(Prepared used) throws SQLException {
    used.statement().clearParameters();
    Prepared twin = idle.put(used.sql(), used);
    if (twin != null) {
      twin.statement().close();
    }
    if (idle.size() > STATEMENTS_MAX) {
      idle.pollFirstEntry().getValue().statement().close();
    }
  }

  int size() {
    return idle.size();
  }

  @Override
  public void close() throws SQLException {
    for (Prepared prepared : idle.values()) {
      prepared.statement().close();
    }
    idle.clear();
  }
}
