package io.backplane.store;

import io.backplane.store.spi.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The current row of a result. */
final class SqliteRow implements Row {

  private final ResultSet results;
  private boolean ended;

  SqliteRow(ResultSet results) {
    this.results = results;
  }

  void end() {
    ended = true;
  }

  private interface Getter<T> {
    T get(ResultSet results, String column) throws SQLException;
  }

  private <T> Optional<T> optional(String column, Getter<T> getter) {
    if (ended) {
      throw new IllegalStateException("a row was used after its mapping");
    }
    try {
      T value = getter.get(results, column);
      return results.wasNull() ? Optional.empty() : Optional.ofNullable(value);
    } catch (SQLException e) {
      throw new IllegalStateException("column " + column + ": " + e.getMessage(), e);
    }
  }

  private <T> T value(String column, Getter<T> getter) {
    return optional(column, getter)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  @Override
  public String text(String column) {
    return value(column, ResultSet::getString);
  }

  @Override
  public Optional<String> optionalText(String column) {
    return optional(column, ResultSet::getString);
  }

  @Override
  public long number(String column) {
    return value(column, ResultSet::getLong);
  }

  @Override
  public double real(String column) {
    return value(column, ResultSet::getDouble);
  }

  @Override
  public boolean flag(String column) {
    return number(column) != 0;
  }

  @Override
  public Instant instant(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  @Override
  public Optional<Instant> optionalInstant(String column) {
    return optional(column, ResultSet::getLong).map(Instant::ofEpochMilli);
  }

  @Override
  public byte[] bytes(String column) {
    return value(column, ResultSet::getBytes);
  }

  @Override
  public boolean isNull(String column) {
    return optional(column, ResultSet::getObject).isEmpty();
  }
}
