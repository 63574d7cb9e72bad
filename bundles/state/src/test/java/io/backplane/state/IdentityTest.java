package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.event.Event;
import io.backplane.store.spi.Migrations;
import io.backplane.testing.TempStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  @AutoClose private final TempStore store = new TempStore();
  private final Random random = new Random(1);

  @TempDir Path folder;
  private Path note;
  private NodeRow first;

  @BeforeEach
  void begin() {
    store.migrate(Migrations.of("state", Replica.class, "0001_state.sql"));
    note = folder.resolve("run/state-node");
    first = open();
  }

  private NodeRow open() {
    return new Identity(store, note, random).open();
  }

  private void mark(long ms) {
    store.write(
        tx -> {
          NodeRow.mark(tx).write(ms);
          return ms;
        });
  }

  private void assertNewLife(String reason) {
    NodeRow next = open();
    assertThat(next.node()).isEqualTo(first.node());
    assertThat(next.incarnation()).isNotEqualTo(first.incarnation());
    assertThat(next.needsResync()).isTrue();
    List<Event> told = store.events().since(0, 100);
    assertThat(told).last().extracting(Event::type).isEqualTo("state.incarnation");
    assertThat(told.getLast().data().get("reason").toString()).contains(reason);
    assertThat(open().incarnation()).as("the new life goes on").isEqualTo(next.incarnation());
  }

  @Test
  void a_restart_goes_on_with_the_same_life() {
    mark(100);
    assertThat(open().incarnation()).isEqualTo(first.incarnation());
    assertThat(first.node()).isPositive();
    assertThat(store.events().last()).isZero();
  }

  @Test
  void a_store_that_is_older_than_its_note_was_restored() {
    mark(200);
    open();
    mark(100);
    assertNewLife("restored");
  }

  @Test
  void a_store_that_is_newer_than_its_note_has_only_crashed() {
    mark(100);
    open();
    mark(200);
    assertThat(open().incarnation()).isEqualTo(first.incarnation());
  }

  @Test
  void a_copied_data_directory_is_another_life() throws IOException {
    Path copy = Files.copy(note, folder.resolve("copy"));
    Files.delete(note);
    Files.move(copy, note);
    assertNewLife("copied");
  }

  @Test
  void a_note_that_is_missing_or_broken_begins_another_life() throws IOException {
    Files.writeString(note, "?");
    assertNewLife("no note");
  }

  @Test
  void another_lifes_note_begins_another_life() throws IOException {
    var lines = Files.readAllLines(note);
    lines.set(1, "1");
    Files.write(note, lines);
    assertNewLife("another life");
  }
}
