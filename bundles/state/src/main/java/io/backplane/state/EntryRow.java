package io.backplane.state;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import io.backplane.store.spi.Row;

/** The columns that a version has in every table. */
final class EntryRow {

  static final String HEAD = "state_key, stamp, deleted, type, size, written_at, written_by, seen";
  static final String COLUMNS = HEAD + ", content";
  static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?";

  private EntryRow() {}

  static StateEntry read(Row row) {
    return entry(row, row.text("content"));
  }

  /** Without the value, which is empty text. */
  static StateEntry readHead(Row row) {
    return entry(row, "");
  }

  private static StateEntry entry(Row row, String content) {
    return new StateEntry(
        row.text("state_key"),
        new StateValue(StateValue.Type.valueOf(row.text("type")), content),
        row.flag("deleted"),
        Stamp.parse(row.text("stamp")),
        Seen.parse(row.text("seen")),
        row.text("written_by"),
        row.instant("written_at"));
  }

  /** In the order of {@link #COLUMNS}, with others behind. */
  static Object[] values(StateEntry entry, Object... more) {
    Object[] own = {
      entry.key(),
      entry.version(),
      entry.deleted(),
      entry.value().type().name(),
      entry.value().size(),
      entry.at(),
      entry.by(),
      entry.seen().text(),
      entry.value().text()
    };
    Object[] all = java.util.Arrays.copyOf(own, own.length + more.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }
}
