package io.backplane.state;

import io.backplane.state.spi.StateEntry;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Transaction;
import java.util.Optional;

/**
 * Versions that lost before the others had heard of them: rows of {@code runtime_state_unsent}, at
 * most one for each key. They are sent all the same, for the others' conflict logs, and because of
 * what they overrule.
 */
final class Unsent {

  private Unsent() {}

  static void put(Transaction tx, StateEntry lost) {
    tx.update("DELETE FROM runtime_state_unsent WHERE state_key = ?", lost.key());
    tx.update(
        "INSERT INTO runtime_state_unsent ("
            + EntryRow.COLUMNS
            + ") VALUES ("
            + EntryRow.MARKS
            + ")",
        EntryRow.values(lost));
  }

  static Optional<StateEntry> find(Reader reader, String key) {
    return reader.first(
        "SELECT " + EntryRow.COLUMNS + " FROM runtime_state_unsent WHERE state_key = ?",
        EntryRow::read,
        key);
  }

  /** One that is overwritten knowingly need not be sent. */
  static void supersede(Transaction tx, StateEntry stands) {
    find(tx, stands.key())
        .filter(lost -> stands.seen().covers(lost.stamp()))
        .ifPresent(lost -> sent(tx, lost));
  }

  static void sent(Transaction tx, StateEntry entry) {
    tx.update(
        "DELETE FROM runtime_state_unsent WHERE state_key = ? AND stamp = ?",
        entry.key(),
        entry.version());
  }

  static void forget(Transaction tx, String key) {
    tx.update("DELETE FROM runtime_state_unsent WHERE state_key = ?", key);
  }
}
