package io.backplane.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.store.spi.Migrations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TempStoreTest {

  private static final Migrations THINGS =
      new Migrations(
          "things",
          List.of(new Migrations.Step(1, "0001_things.sql", "CREATE TABLE things (n INTEGER);\n")));

  private static long count(TempStore store) {
    return store.read(
        r -> r.first("SELECT count(*) AS n FROM things", row -> row.number("n")).orElseThrow());
  }

  private static void add(TempStore store) {
    store.write(
        tx -> {
          tx.update("INSERT INTO things(n) VALUES (?)", 1);
          return tx.emit("thing.added", "", Event.Level.INFO, Map.of());
        });
  }

  @Test
  void it_keeps_what_was_written_over_a_restart_and_leaves_nothing_behind() {
    var store = new TempStore();
    try (store) {
      store.migrate(THINGS);
      store.clock().advance(Duration.ofHours(1));
      add(store);
      store.restart();
      store.migrate(THINGS);
      assertThat(count(store)).isEqualTo(1);
      assertThat(store.events().since(0, 10))
          .extracting(Event::at)
          .containsExactly(SettableClock.START.plus(Duration.ofHours(1)));
    }
    assertThat(store.directory()).doesNotExist();
  }

  @Test
  void its_disk_can_be_filled_and_emptied() {
    try (var store = new TempStore()) {
      store.migrate(THINGS);
      store.freeBytes(0);
      assertThatThrownBy(() -> add(store)).isInstanceOf(RefusedException.class);
      store.freeBytes(Long.MAX_VALUE);
      add(store);
      assertThat(count(store)).isEqualTo(1);
    }
  }
}
