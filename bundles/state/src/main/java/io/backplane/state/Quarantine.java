package io.backplane.state;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Versions from the future: rows of {@code runtime_state_quarantine}. Of each key and origin the
 * newest is kept, which has seen the others.
 */
final class Quarantine {

  private static final String SELECT =
      "SELECT " + EntryRow.COLUMNS + " FROM runtime_state_quarantine ";

  private Quarantine() {}

  /** What became of a version that is put here. */
  enum Put {
    KEPT,
    KNOWN,
    FULL
  }

  static Put put(Transaction tx, StateEntry entry) {
    List<Stamp> stamps = stamps(tx, entry.key());
    boolean known =
        stamps.stream()
            .anyMatch(s -> s.sameOrigin(entry.stamp()) && s.compareTo(entry.stamp()) >= 0);
    if (known) {
      return Put.KNOWN;
    }
    if (count(tx) >= StateLimits.QUARANTINE_MAX) {
      return Put.FULL;
    }
    stamps.stream()
        .filter(entry.stamp()::sameOrigin)
        .forEach(older -> remove(tx, entry.key(), older));
    tx.update(
        "INSERT INTO runtime_state_quarantine ("
            + EntryRow.COLUMNS
            + ") VALUES ("
            + EntryRow.MARKS
            + ")",
        EntryRow.values(entry));
    return Put.KEPT;
  }

  private static List<Stamp> stamps(Reader reader, String key) {
    return reader.query(
        "SELECT stamp FROM runtime_state_quarantine WHERE state_key = ?",
        row -> Stamp.parse(row.text("stamp")),
        key);
  }

  /** Removes what is overruled. */
  static void supersede(Transaction tx, String key, Seen known) {
    stamps(tx, key).stream().filter(known::covers).forEach(stamp -> remove(tx, key, stamp));
  }

  static void remove(Transaction tx, String key, Stamp stamp) {
    tx.update(
        "DELETE FROM runtime_state_quarantine WHERE state_key = ? AND stamp = ?",
        key,
        stamp.text());
  }

  static Optional<StateEntry> find(Reader reader, String key, Stamp stamp) {
    return reader.first(
        SELECT + "WHERE state_key = ? AND stamp = ?", EntryRow::read, key, stamp.text());
  }

  static long count(Reader reader) {
    return ConflictLog.number(reader, "SELECT COUNT(*) AS n FROM runtime_state_quarantine");
  }

  /** The soonest of those whose time has come. */
  static Optional<StateEntry> due(Reader reader, long ms) {
    return reader.first(
        SELECT + "WHERE stamp < ? ORDER BY stamp",
        EntryRow::read,
        new Stamp(ms + 1, 0, 0, 0).text());
  }

  /** Soonest first, as many as make a page. */
  static List<StateEntry> list(Reader reader, int limit) {
    List<StateEntry> heads =
        reader.query(
            "SELECT " + EntryRow.HEAD + " FROM runtime_state_quarantine ORDER BY stamp LIMIT ?",
            EntryRow::readHead,
            limit);
    var entries = new ArrayList<StateEntry>();
    long bytes = 0;
    for (StateEntry head : heads) {
      StateEntry entry = find(reader, head.key(), head.stamp()).orElseThrow();
      bytes += entry.value().size();
      if (bytes > StateLimits.PAGE_BYTES_MAX && !entries.isEmpty()) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }
}
