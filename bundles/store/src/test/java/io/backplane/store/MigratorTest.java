package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Migrations.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {

  private static final Step ONE = new Step(1, "0001_a.sql", "CREATE TABLE shop_a (id INTEGER);\n");
  private static final Step TWO = new Step(2, "0002_b.sql", "CREATE TABLE shop_b (id INTEGER);\n");

  @TempDir Path directory;

  private SqliteStore open() {
    return SqliteStore.open(StoreSetup.manager(directory));
  }

  private static Migrations shop(Step... steps) {
    return new Migrations("shop", List.of(steps));
  }

  private static List<String> tables(SqliteStore store) {
    String sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'shop%'";
    return store.read(r -> r.query(sql, row -> row.text("name")));
  }

  private List<Path> backups() throws IOException {
    Path backups = directory.resolve("backups");
    if (!Files.exists(backups)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(backups)) {
      return files.sorted().toList();
    }
  }

  @Test
  void steps_run_once_and_in_order() {
    try (var store = open()) {
      store.migrate(shop(ONE));
      store.migrate(shop(ONE));
      store.migrate(shop(ONE, TWO));
      assertThat(tables(store)).containsExactlyInAnyOrder("shop_a", "shop_b");
      var steps =
          store.read(
              r ->
                  r.query(
                      "SELECT name FROM schema_steps WHERE owner = ? ORDER BY step",
                      row -> row.text("name"),
                      "shop"));
      assertThat(steps).containsExactly("0001_a.sql", "0002_b.sql");
    }
  }

  @Test
  void a_step_that_fails_undoes_all_of_its_owner() {
    var bad = new Step(2, "0002_bad.sql", "CREATE TABLE shop_b (id INTEGER);\nNONSENSE;\n");
    try (var store = open()) {
      assertThatThrownBy(() -> store.migrate(shop(ONE, bad)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("step 2 (0002_bad.sql) of shop failed");
      assertThat(tables(store)).isEmpty();
      store.migrate(shop(ONE, TWO));
      assertThat(tables(store)).hasSize(2);
    }
  }

  @Test
  void a_step_may_have_triggers_but_not_control_the_transaction() {
    var trigger =
        new Step(
            2,
            "0002_trigger.sql",
            """
            CREATE TABLE shop_b (id INTEGER); -- a semicolon; in a comment;
            CREATE TRIGGER shop_t AFTER INSERT ON shop_a
            BEGIN
              INSERT INTO shop_b VALUES (new.id);
            END;
            INSERT INTO shop_a VALUES (7);
            """);
    var commit = new Step(3, "0003_commit.sql", "CREATE TABLE shop_c (id INTEGER);\nCOMMIT;\n");
    try (var store = open()) {
      store.migrate(shop(ONE, trigger));
      List<Long> ids = store.read(r -> r.query("SELECT id FROM shop_b", row -> row.number("id")));
      assertThat(ids).containsExactly(7L);
      assertThatThrownBy(() -> store.migrate(shop(ONE, trigger, commit)))
          .hasStackTraceContaining("control the transaction");
      assertThat(tables(store)).doesNotContain("shop_c");
    }
  }

  @Test
  void a_changed_step_is_refused_with_the_way_out() {
    var changed = new Step(1, "0001_a.sql", "CREATE TABLE shop_a (id TEXT);\n");
    try (var store = open()) {
      store.migrate(shop(ONE));
      assertThatThrownBy(() -> store.migrate(shop(changed, TWO)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("step 1 (0001_a.sql) of shop was changed")
          .hasMessageContaining(directory.resolve("backups").toString());
      assertThat(tables(store)).containsExactly("shop_a");
    }
  }

  @Test
  void line_ends_of_windows_are_no_change() {
    try (var store = open()) {
      store.migrate(shop(ONE));
      store.migrate(shop(new Step(1, "0001_a.sql", ONE.sql().replace("\n", "\r\n"))));
    }
  }

  @Test
  void a_database_of_a_newer_version_is_refused_with_the_way_out() {
    try (var store = open()) {
      store.migrate(shop(ONE, TWO));
      assertThatThrownBy(() -> store.migrate(shop(ONE)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("step 2 (0002_b.sql) of shop comes from a newer version")
          .hasMessageContaining(directory.resolve("backups").toString());
    }
  }

  @Test
  void a_new_database_needs_no_backup() throws IOException {
    try (var store = open()) {
      store.migrate(shop(ONE, TWO));
      store.migrate(Notes.MIGRATIONS);
    }
    assertThat(backups()).isEmpty();
  }

  @Test
  void one_backup_is_made_before_the_first_pending_step_and_can_be_restored() throws IOException {
    try (var store = open()) {
      store.migrate(Notes.MIGRATIONS);
      store.write(tx -> Notes.addWithEvent(tx, 1));
    }
    try (var store = open()) {
      store.migrate(Notes.MIGRATIONS);
      assertThat(backups()).as("nothing is pending").isEmpty();
      store.migrate(shop(ONE));
      store.write(tx -> Notes.addWithEvent(tx, 2));
      store.migrate(shop(ONE, TWO));
    }
    assertThat(backups()).hasSize(1);

    Path restored = Files.createDirectory(directory.resolve("restored"));
    Files.copy(backups().getFirst(), restored.resolve("manager.sqlite"));
    try (var store = SqliteStore.open(StoreSetup.manager(restored))) {
      assertThat(Notes.count(store)).isEqualTo(1);
      assertThat(store.events().last()).isEqualTo(1);
      assertThat(tables(store)).isEmpty();
      store.write(tx -> Notes.addWithEvent(tx, 2));
    }
  }

  @Test
  void the_last_five_backups_are_kept() throws IOException {
    var steps = new ArrayList<Step>();
    for (int i = 1; i <= 8; i++) {
      steps.add(new Step(i, "step" + i, "CREATE TABLE shop_" + i + " (id INTEGER);\n"));
      try (var store = open()) {
        store.migrate(new Migrations("shop", steps));
      }
    }
    assertThat(backups()).hasSize(Backups.KEPT_MAX);
    try (var last = SqliteStore.open(copyOf(backups().getLast()))) {
      assertThat(tables(last)).as("all but the step it was made before").hasSize(7);
    }
  }

  private StoreSetup copyOf(Path backup) throws IOException {
    Path restored = Files.createDirectory(directory.resolve("restored"));
    Files.copy(backup, restored.resolve("manager.sqlite"));
    return StoreSetup.manager(restored);
  }

  @Test
  void a_damaged_database_is_neither_migrated_nor_costs_a_good_backup() throws IOException {
    try (var store = open()) {
      store.migrate(Notes.MIGRATIONS);
      store.write(tx -> Notes.add(tx, 1, "x".repeat(200_000)));
      store.write(tx -> tx.update("CREATE INDEX notes_text ON notes(text)"));
    }
    try (var store = open()) {
      store.migrate(shop(ONE));
    }
    var good = backups();
    scribble(directory.resolve("manager.sqlite"));
    try (var store = open()) {
      assertThatThrownBy(() -> store.migrate(shop(ONE, TWO)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(tables(store)).containsExactly("shop_a");
    }
    assertThat(backups()).isEqualTo(good);
  }

  @Test
  void a_copy_that_is_not_sound_is_no_backup() throws Exception {
    var limited = new Step(1, "0001_a.sql", "CREATE TABLE shop_a (id INTEGER CHECK (id > 0));\n");
    try (var store = open()) {
      store.migrate(shop(limited));
    }
    try (var session = Session.writing(directory.resolve("manager.sqlite"), Synchronous.FULL)) {
      session.script("PRAGMA ignore_check_constraints = 1; INSERT INTO shop_a VALUES (-1);");
    }
    try (var store = open()) {
      assertThatThrownBy(() -> store.migrate(shop(limited, TWO)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is damaged")
          .hasMessageContaining("restore the newest file of");
      assertThat(tables(store)).containsExactly("shop_a");
    }
    assertThat(backups()).isEmpty();
  }

  private static void scribble(Path database) throws IOException {
    try (var channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
      long page = 4096;
      for (long at = 10 * page; at < channel.size(); at += page) {
        channel.write(ByteBuffer.wrap("scribble".repeat(64).getBytes()), at);
      }
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused() throws IOException {
    Files.writeString(directory.resolve("manager.sqlite"), "not a database\n".repeat(1000));
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("manager.sqlite");
  }
}
