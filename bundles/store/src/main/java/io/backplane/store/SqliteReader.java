package io.backplane.store;

import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Queries inside one transaction of a session. */
final class SqliteReader implements Reader {

  private final Session session;
  private final SqliteFault fault;
  private boolean ended;

  SqliteReader(Session session, SqliteFault fault) {
    this.session = session;
    this.fault = fault;
  }

  @Override
  public <T> List<T> query(String sql, Function<Row, T> map, Object... args) {
    return query(sql, Integer.MAX_VALUE, map, args);
  }

  @Override
  public <T> Optional<T> first(String sql, Function<Row, T> map, Object... args) {
    return query(sql, 1, map, args).stream().findFirst();
  }

  private <T> List<T> query(String sql, int rowsMax, Function<Row, T> map, Object... args) {
    if (ended) {
      throw new IllegalStateException("a reader was used after its work");
    }
    try {
      return session.query(sql, rowsMax, map, args);
    } catch (SQLException e) {
      throw fault.of(e, sql);
    }
  }

  void end() {
    ended = true;
  }
}
