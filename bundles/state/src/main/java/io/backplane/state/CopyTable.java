package io.backplane.state;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This kernel's copy: rows of {@code runtime_state}, and what has stood there before. */
final class CopyTable {

  private static final String SELECT =
      "SELECT " + EntryRow.COLUMNS + ", known, acked FROM runtime_state WHERE ";

  /** Above every character of a key. */
  private static final String PREFIX_END = "~";

  private CopyTable() {}

  /**
   * A key's row.
   *
   * @param acked the version that the others are known to have; empty where they know none
   */
  record Held(Merge.Copy copy, String acked) {

    /** Of a key the others know, but not which version. */
    static final String SOME = "-";

    StateEntry entry() {
      return copy.entry();
    }

    boolean shared() {
      return !acked.isEmpty();
    }

    boolean pending() {
      return !acked.equals(entry().version());
    }

    private int live() {
      return entry().deleted() ? 0 : 1;
    }
  }

  static Optional<Held> find(Reader reader, String key) {
    return reader.first(SELECT + "state_key = ?", CopyTable::held, key);
  }

  private static Held held(Row row) {
    var copy = new Merge.Copy(EntryRow.read(row), Seen.parse(row.text("known")));
    return new Held(copy, row.text("acked"));
  }

  /** Lets a version stand; the one before it becomes history. */
  static void put(Transaction tx, Optional<Held> before, Held after) {
    StateEntry entry = after.entry();
    if (before.isPresent()) {
      keep(tx, before.get().entry(), entry);
      tx.update(
          "UPDATE runtime_state SET stamp = ?, deleted = ?, type = ?, size = ?, written_at = ?,"
              + " written_by = ?, seen = ?, content = ?, known = ?, acked = ? WHERE state_key = ?",
          entry.version(),
          entry.deleted(),
          entry.value().type().name(),
          entry.value().size(),
          entry.at(),
          entry.by(),
          entry.seen().text(),
          entry.value().text(),
          after.copy().known().text(),
          after.acked(),
          entry.key());
    } else {
      tx.update(
          "INSERT INTO runtime_state ("
              + EntryRow.COLUMNS
              + ", known, acked) VALUES ("
              + EntryRow.MARKS
              + ", ?, ?)",
          EntryRow.values(entry, after.copy().known().text(), after.acked()));
    }
    count(tx, before, Optional.of(after));
  }

  private static void count(Transaction tx, Optional<Held> before, Optional<Held> after) {
    int live = after.map(Held::live).orElse(0) - before.map(Held::live).orElse(0);
    int rows = (after.isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0);
    long bytes = after.map(CopyTable::size).orElse(0) - before.map(CopyTable::size).orElse(0);
    if (live != 0 || rows != 0 || bytes != 0) {
      NodeRow.count(tx, live, rows - live, bytes);
    }
  }

  private static int size(Held held) {
    return held.entry().value().size();
  }

  private static void keep(Transaction tx, StateEntry old, StateEntry next) {
    if (old.stamp().equals(next.stamp())) {
      return;
    }
    String which = " WHERE state_key = ? AND stamp = ?";
    tx.update("DELETE FROM runtime_state_history" + which, old.key(), old.version());
    tx.update(
        "INSERT INTO runtime_state_history ("
            + EntryRow.COLUMNS
            + ") SELECT "
            + EntryRow.COLUMNS
            + " FROM runtime_state WHERE state_key = ?",
        old.key());
    trim(tx, old.key());
  }

  private record Size(String stamp, long bytes) {}

  private static void trim(Transaction tx, String key) {
    List<Size> kept =
        tx.query(
            "SELECT stamp, size FROM runtime_state_history WHERE state_key = ?"
                + " ORDER BY stamp DESC",
            row -> new Size(row.text("stamp"), row.number("size")),
            key);
    long bytes = 0;
    for (int i = 0; i < kept.size(); i++) {
      bytes += kept.get(i).bytes();
      if (i >= StateLimits.HISTORY_MAX || bytes > StateLimits.HISTORY_BYTES_MAX) {
        String last = kept.get(i).stamp();
        tx.update(
            "DELETE FROM runtime_state_history WHERE state_key = ? AND stamp <= ?", key, last);
        return;
      }
    }
  }

  /** Changes what is known of a key, not what stands. */
  static void update(Transaction tx, Held held) {
    tx.update(
        "UPDATE runtime_state SET known = ?, acked = ? WHERE state_key = ?",
        held.copy().known().text(),
        held.acked(),
        held.entry().key());
  }

  /** The others have this version now. */
  static void ack(Transaction tx, StateEntry entry) {
    tx.update(
        "UPDATE runtime_state SET acked = ? WHERE state_key = ? AND stamp = ?",
        entry.version(),
        entry.key(),
        entry.version());
  }

  /** Forgets a key with its history. */
  static void remove(Transaction tx, Held held) {
    String key = held.entry().key();
    tx.update("DELETE FROM runtime_state WHERE state_key = ?", key);
    tx.update("DELETE FROM runtime_state_history WHERE state_key = ?", key);
    Unsent.forget(tx, key);
    count(tx, Optional.of(held), Optional.empty());
  }

  /** A version that stands or stood here. */
  static Optional<StateEntry> version(Reader reader, String key, String version) {
    return reader
        .first(SELECT + "state_key = ? AND stamp = ?", EntryRow::read, key, version)
        .or(
            () ->
                reader.first(
                    "SELECT "
                        + EntryRow.COLUMNS
                        + " FROM runtime_state_history WHERE state_key = ? AND stamp = ?",
                    EntryRow::read,
                    key,
                    version));
  }

  /** Keys whose version the others do not have. */
  static long pending(Reader reader) {
    return ConflictLog.number(
        reader, "SELECT COUNT(*) AS n FROM runtime_state WHERE acked <> stamp");
  }

  /** Newest first, with the present one. */
  static List<StateEntry> history(Reader reader, String key) {
    var versions = new ArrayList<StateEntry>();
    find(reader, key).map(Held::entry).ifPresent(versions::add);
    versions.addAll(
        reader.query(
            "SELECT "
                + EntryRow.COLUMNS
                + " FROM runtime_state_history WHERE state_key = ? ORDER BY stamp DESC",
            EntryRow::read,
            key));
    return versions;
  }

  private static final String LIVE =
      "deleted = 0 AND state_key >= ? AND state_key < ? AND state_key > ?"
          + " ORDER BY state_key LIMIT ?";

  /** Sizes of live values, in the order of their keys. */
  static List<Long> sizes(Reader reader, String prefix, String after, int limit) {
    return reader.query(
        "SELECT size FROM runtime_state WHERE " + LIVE,
        row -> row.number("size"),
        prefix,
        prefix + PREFIX_END,
        after,
        limit);
  }

  static List<StateEntry> live(Reader reader, String prefix, String after, int limit) {
    return reader.query(SELECT + LIVE, EntryRow::read, prefix, prefix + PREFIX_END, after, limit);
  }

  static List<StateEntry> liveHeads(Reader reader, String prefix, String after, int limit) {
    return reader.query(
        "SELECT " + EntryRow.HEAD + " FROM runtime_state WHERE " + LIVE,
        EntryRow::readHead,
        prefix,
        prefix + PREFIX_END,
        after,
        limit);
  }
}
