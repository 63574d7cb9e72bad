package io.backplane.store;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/** Says what an SQLite error means to a caller. */
final class SqliteFault {

  private static final Duration RETRY_AFTER = Duration.ofMillis(200);

  private final DiskSpace disk;

  SqliteFault(DiskSpace disk) {
    this.disk = disk;
  }

  RuntimeException of(SQLException e, String doing) {
    return switch (primary(e)) {
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN ->
          new RefusedException(disk.refusal("SQLite says " + e.getMessage()));
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new RefusedException(new Refusal.Busy("another process holds the database", RETRY_AFTER));
      default -> new IllegalStateException(e.getMessage() + " in: " + doing, e);
    };
  }

  /** Whether SQLite may have rolled the transaction back, so that no part of it can be kept. */
  static boolean endsTransaction(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_FULL,
          SQLITE_IOERR,
          SQLITE_NOMEM,
          SQLITE_READONLY,
          SQLITE_CANTOPEN,
          SQLITE_CORRUPT,
          SQLITE_NOTADB ->
          true;
      default -> false;
    };
  }

  private static SQLiteErrorCode primary(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }
}
