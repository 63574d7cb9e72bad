package io.backplane.store;

import io.backplane.api.event.Event;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.util.List;
import java.util.Map;

/** A table to write to. */
final class Notes {

  static final Migrations MIGRATIONS =
      new Migrations(
          "notes",
          List.of(
              new Migrations.Step(
                  1,
                  "0001_notes.sql",
                  "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);\n")));

  private Notes() {}

  static long add(Transaction tx, long id) {
    return add(tx, id, "note " + id);
  }

  static long add(Transaction tx, long id, String text) {
    tx.update("INSERT INTO notes(id, text) VALUES (?, ?)", id, text);
    return id;
  }

  /** A row and its event. */
  static long addWithEvent(Transaction tx, long id) {
    return addWithEvent(tx, id, "note " + id);
  }

  static long addWithEvent(Transaction tx, long id, String text) {
    add(tx, id, text);
    tx.emit("note.added", "notes", Event.Level.INFO, Map.of("id", id));
    return id;
  }

  static long count(Store store) {
    return store.read(Notes::count);
  }

  static long count(Reader reader) {
    return reader.first("SELECT count(*) AS n FROM notes", row -> row.number("n")).orElseThrow();
  }
}
