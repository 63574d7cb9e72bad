package io.backplane.state;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.store.spi.Transaction;
import java.time.Instant;
import java.util.Map;

/** The events of shared state. Their subject is the key. */
final class Told {

  static final String SET = "state.set";
  static final String DELETED = "state.deleted";

  /** Member with the version's text. */
  static final String VERSION = "version";

  private Told() {}

  static void stands(Transaction tx, StateEntry entry) {
    Map<String, Object> data = Values.map(VERSION, entry.version(), "by", entry.by());
    if (!entry.deleted()) {
      data.put("type", Values.word(entry.value().type()));
      if (entry.value().text().length() <= StateLimits.EVENT_VALUE_MAX) {
        data.put("value", entry.value().text());
      }
    }
    tx.emit(entry.deleted() ? DELETED : SET, entry.key(), Level.INFO, data);
  }

  /** A version was put aside, and goes to the conflict log. */
  static void lost(Transaction tx, StateEntry lost, StateEntry won, boolean clash, Instant at) {
    Kind kind = clash ? Kind.CLASH : Kind.CONCURRENT;
    if (ConflictLog.add(tx, kind, lost, won.stamp(), at)) {
      String type = clash ? "state.clash" : "state.conflict";
      tx.emit(type, lost.key(), clash ? Level.ERROR : Level.WARN, loss(lost, won));
    }
  }

  private static Map<String, Object> loss(StateEntry lost, StateEntry won) {
    return Values.map(
        "lost", lost.version(), "by", lost.by(), "won", won.version(), "wonBy", won.by());
  }

  static void dropped(Transaction tx, StateEntry lost, StateEntry won, Instant at) {
    ConflictLog.add(tx, Kind.DROPPED, lost, won.stamp(), at);
    tx.emit("state.dropped", lost.key(), Level.INFO, loss(lost, won));
  }

  /** The others have no such key any more. */
  static void deletedElsewhere(Transaction tx, StateEntry lost, Instant at) {
    ConflictLog.add(tx, Kind.AWAY, lost, lost.stamp(), at);
    tx.emit(
        DELETED,
        lost.key(),
        Level.WARN,
        Values.map(
            VERSION, lost.version(), "by", "", "reason", "deleted while this kernel was away"));
  }

  static void quarantined(Transaction tx, StateEntry entry, long aheadMs) {
    tx.emit(
        "state.quarantined",
        entry.key(),
        Level.WARN,
        Values.map(VERSION, entry.version(), "by", entry.by(), "aheadMs", aheadMs));
  }
}
