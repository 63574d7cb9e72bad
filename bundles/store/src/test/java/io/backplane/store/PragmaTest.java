package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PragmaTest {

  @TempDir Path directory;

  private static String pragma(Reader reader, String name) {
    return reader.first("PRAGMA " + name, row -> row.text(name)).orElseThrow();
  }

  @Test
  void the_manager_waits_for_the_disk() {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      assertThat(store.<String>write(tx -> pragma(tx, "synchronous"))).isEqualTo("2");
    }
  }

  @Test
  void telemetry_does_not_wait_for_the_disk() {
    try (var store = SqliteStore.open(StoreSetup.telemetry(directory))) {
      assertThat(store.<String>write(tx -> pragma(tx, "synchronous"))).isEqualTo("1");
    }
  }

  @Test
  void the_writer_has_a_log_foreign_keys_and_patience() {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      assertThat(store.<String>write(tx -> pragma(tx, "journal_mode"))).isEqualTo("wal");
      assertThat(store.<String>write(tx -> pragma(tx, "foreign_keys"))).isEqualTo("1");
      long patienceMs =
          store.write(
              tx -> tx.first("PRAGMA busy_timeout", row -> row.number("timeout")).orElseThrow());
      assertThat(patienceMs).isEqualTo(5_000);
    }
  }

  @Test
  void a_broken_connection_is_replaced_by_one_like_it() {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      store.migrate(Notes.MIGRATIONS);
      assertThatThrownBy(() -> store.write(tx -> Notes.add(breakConnection(tx), 1)))
          .isInstanceOf(IllegalStateException.class);
      store.write(tx -> Notes.add(tx, 1));
      assertThat(store.<String>write(tx -> pragma(tx, "synchronous"))).isEqualTo("2");
      assertThat(store.<String>write(tx -> pragma(tx, "foreign_keys"))).isEqualTo("1");
    }
  }

  private static Transaction breakConnection(Transaction tx) {
    try {
      ((SqliteTransaction) tx).session().close();
      return tx;
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void a_reader_cannot_write() {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      store.migrate(Notes.MIGRATIONS);
      assertThat(store.<String>read(reader -> pragma(reader, "query_only"))).isEqualTo("1");
      String insert = "INSERT INTO notes(id, text) VALUES (1, 'x') RETURNING id";
      assertThatThrownBy(() -> store.read(r -> r.query(insert, row -> row.number("id"))))
          .hasMessageContaining("readonly");
      assertThat(Notes.count(store)).isZero();
    }
  }
}
