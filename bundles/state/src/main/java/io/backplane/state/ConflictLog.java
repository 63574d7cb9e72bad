package io.backplane.state;

import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code runtime_state_conflicts}, whose ids follow each other without gaps. */
final class ConflictLog {

  /** Bytes are summed up once in so many conflicts. */
  private static final int SUM_EVERY = 16;

  private ConflictLog() {}

  /**
   * @return false where it is in the log
   */
  static boolean add(Transaction tx, Kind kind, StateEntry lost, Stamp won, Instant at) {
    boolean known =
        tx.first(
                "SELECT id FROM runtime_state_conflicts WHERE state_key = ? AND stamp = ?"
                    + " AND content = ?",
                row -> row.number("id"),
                lost.key(),
                lost.version(),
                lost.value().text())
            .isPresent();
    if (known) {
      return false;
    }
    // Never twice: whoever has looked forgets what they have seen by its number.
    tx.update("UPDATE runtime_state_node SET conflicts_last = conflicts_last + 1");
    long id = number(tx, "SELECT conflicts_last AS n FROM runtime_state_node");
    tx.update(
        "INSERT INTO runtime_state_conflicts ("
            + EntryRow.COLUMNS
            + ", id, noticed_at, kind, won) VALUES ("
            + EntryRow.MARKS
            + ", ?, ?, ?, ?)",
        EntryRow.values(lost, id, at, kind.name(), won.text()));
    trim(tx, id);
    return true;
  }

  private static void trim(Transaction tx, long newest) {
    long first = number(tx, "SELECT MIN(id) AS n FROM runtime_state_conflicts");
    long keepFrom = Math.max(first, newest - StateLimits.CONFLICTS_MAX + 1);
    if (newest % SUM_EVERY == 0) {
      long bytes = number(tx, "SELECT SUM(size) AS n FROM runtime_state_conflicts");
      while (bytes > StateLimits.CONFLICT_BYTES_MAX && keepFrom < newest) {
        bytes -= number(tx, "SELECT size AS n FROM runtime_state_conflicts WHERE id = ?", keepFrom);
        keepFrom++;
      }
    }
    if (keepFrom > first) {
      NodeRow.countDroppedConflicts(
          tx, tx.update("DELETE FROM runtime_state_conflicts WHERE id < ?", keepFrom));
    }
  }

  /** One number; 0 for none. */
  static long number(Reader reader, String sql, Object... args) {
    return reader.first(sql, row -> row.isNull("n") ? 0 : row.number("n"), args).orElse(0L);
  }

  static long count(Reader reader) {
    return number(reader, "SELECT COUNT(*) AS n FROM runtime_state_conflicts");
  }

  static long clashes(Reader reader) {
    return number(reader, "SELECT COUNT(*) AS n FROM runtime_state_conflicts WHERE kind = 'CLASH'");
  }

  /** Newest first, as many as make a page. */
  static List<StateConflict> list(Reader reader, String key, long before, int limit) {
    var conflicts = new ArrayList<StateConflict>();
    long bytes = 0;
    for (Size size : sizes(reader, key, before, limit)) {
      bytes += size.bytes();
      if (bytes > StateLimits.PAGE_BYTES_MAX && !conflicts.isEmpty()) {
        break;
      }
      reader
          .first("SELECT * FROM runtime_state_conflicts WHERE id = ?", ConflictLog::read, size.id())
          .ifPresent(conflicts::add);
    }
    return conflicts;
  }

  private record Size(long id, long bytes) {}

  private static List<Size> sizes(Reader reader, String key, long before, int limit) {
    return reader.query(
        "SELECT id, size FROM runtime_state_conflicts WHERE id < ? AND (? = '' OR state_key = ?)"
            + " ORDER BY id DESC LIMIT ?",
        row -> new Size(row.number("id"), row.number("size")),
        before,
        key,
        key,
        limit);
  }

  static int forget(Transaction tx, long upTo) {
    return tx.update("DELETE FROM runtime_state_conflicts WHERE id <= ?", upTo);
  }

  private static StateConflict read(Row row) {
    return new StateConflict(
        row.number("id"),
        row.instant("noticed_at"),
        Kind.valueOf(row.text("kind")),
        EntryRow.read(row),
        Stamp.parse(row.text("won")));
  }
}
