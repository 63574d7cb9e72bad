package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.testing.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two kernels and a ledger. */
class SyncTest {

  private static final Duration LONG_AWAY = StateLimits.TOMBSTONE_KEEP.plusDays(1);

  private final Ledger ledger = new Ledger(new Random(5));
  @AutoClose private final SimulatedNode here = new SimulatedNode();
  @AutoClose private final SimulatedNode there = new SimulatedNode();
  private Instant now = SettableClock.START;

  @BeforeEach
  void begin() {
    for (SimulatedNode node : List.of(here, there)) {
      node.begin(ledger, new Random(node.hashCode()), entries -> {});
      node.line().connect();
    }
    pass(Duration.ZERO);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    here.time(now);
    there.time(now);
    settle();
  }

  private void settle() {
    for (int i = 0; i < 4; i++) {
      for (SimulatedNode node : List.of(here, there)) {
        node.replica().release();
        node.sync().work();
        node.line().deliver(100);
      }
    }
  }

  private static String text(SimulatedNode node, String key) {
    StateEntry entry = node.standing().get(key);
    return entry == null ? "-" : entry.deleted() ? "(deleted)" : entry.value().text();
  }

  private static List<StateConflict> conflicts(SimulatedNode node, Kind kind) {
    return node.conflicts().stream().filter(c -> c.kind() == kind).toList();
  }

  @Test
  void what_is_written_reaches_the_other_and_is_acknowledged() {
    here.set("k", "v");
    settle();
    assertThat(there.standing()).isEqualTo(here.standing());
    assertThat(here.store().read(CopyTable::pending)).isZero();
    assertThat(there.store().read(CopyTable::pending)).isZero();
    there.delete("k");
    settle();
    assertThat(text(here, "k")).isEqualTo("(deleted)");
  }

  @Test
  void what_is_written_offline_waits_in_the_store_and_is_merged_on_reconnect() {
    here.line().disconnect();
    assertThat(here.sync().state()).isEqualTo("cut off");
    here.set("mine", "1");
    here.set("both", "here");
    pass(Duration.ofSeconds(1));
    there.set("both", "there");
    here.restart(false);
    assertThat(here.store().read(CopyTable::pending)).isEqualTo(2);
    assertThat(there.standing()).doesNotContainKey("mine");
    here.line().connect();
    settle();
    assertThat(here.sync().state()).isEqualTo("connected");
    assertThat(there.standing()).isEqualTo(here.standing()).hasSize(2);
    assertThat(text(here, "both")).isEqualTo("there");
    assertThat(conflicts(here, Kind.CONCURRENT)).extracting(c -> text(c)).containsExactly("here");
    assertThat(conflicts(there, Kind.CONCURRENT)).extracting(c -> text(c)).containsExactly("here");
  }

  private static String text(StateConflict conflict) {
    return conflict.lost().value().text();
  }

  @Test
  void old_deletions_are_forgotten_everywhere_and_stay_so() {
    here.set("k", "v");
    settle();
    there.delete("k");
    settle();
    pass(LONG_AWAY);
    here.sync().sweep();
    assertThat(here.standing()).isEmpty();
    assertThat(ledger.kept()).isEmpty();
    there.sync().sweep();
    here.line().disconnect();
    here.line().connect();
    settle();
    assertThat(here.standing()).isEmpty();
    assertThat(there.standing()).isEmpty();
  }

  @Test
  void a_deletion_that_the_others_have_not_heard_of_is_not_forgotten() {
    here.set("k", "v");
    settle();
    here.line().disconnect();
    here.delete("k");
    pass(LONG_AWAY);
    here.sync().sweep();
    assertThat(text(here, "k")).isEqualTo("(deleted)");
    here.line().connect();
    settle();
    assertThat(text(there, "k")).isEqualTo("(deleted)");
  }

  @Test
  void who_was_away_for_longer_than_deletions_are_kept_does_not_bring_keys_back() {
    for (String key : List.of("deleted", "changed", "kept", "touched")) {
      here.set(key, "old");
    }
    settle();
    here.line().disconnect();
    here.set("offline", "mine");
    here.set("changed", "mine");
    there.delete("deleted");
    there.delete("changed");
    settle();
    pass(LONG_AWAY);
    there.sync().sweep();
    here.set("touched", "now");
    here.line().connect();
    settle();

    assertThat(text(here, "kept")).isEqualTo("old");
    assertThat(text(here, "touched")).as("a younger one is news").isEqualTo("now");
    assertThat(text(here, "offline")).as("nobody can have deleted it").isEqualTo("mine");
    assertThat(here.standing()).doesNotContainKeys("deleted", "changed");
    assertThat(there.standing()).isEqualTo(here.standing());
    assertThat(conflicts(here, Kind.AWAY))
        .extracting(c -> c.lost().key(), c -> text(c))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("deleted", "old"),
            org.assertj.core.groups.Tuple.tuple("changed", "mine"));
  }

  @Test
  void who_was_away_for_less_learns_of_the_deletion() {
    here.set("k", "v");
    settle();
    here.line().disconnect();
    there.delete("k");
    settle();
    pass(StateLimits.TOMBSTONE_KEEP.minusDays(1));
    there.sync().sweep();
    here.line().connect();
    settle();
    assertThat(text(here, "k")).isEqualTo("(deleted)");
    assertThat(here.conflicts()).isEmpty();
  }

  @Test
  void a_ledger_that_was_lost_is_filled_again_by_all() {
    here.set("a", "1");
    there.set("b", "2");
    settle();
    here.line().disconnect();
    there.line().disconnect();
    pass(LONG_AWAY);
    ledger.wipe("second");
    here.line().connect();
    there.line().connect();
    settle();
    assertThat(here.standing()).hasSize(2).isEqualTo(there.standing());
    assertThat(ledger.kept()).hasSize(2);
    assertThat(here.conflicts()).isEmpty();
  }

  @Test
  void what_a_ledger_has_lost_of_late_is_sent_again() throws IOException {
    StateEntry entry = here.set("k", "v");
    settle();
    here.line().forget("k", new Seen(List.of(entry.stamp())));
    assertThat(ledger.kept()).isEmpty();
    here.store()
        .write(
            tx -> {
              NodeRow.needResync(tx);
              return true;
            });
    settle();
    assertThat(ledger.kept()).containsExactly(entry);
  }

  @Test
  void a_full_quarantine_is_fetched_again_when_there_is_room() {
    there.skew(Duration.ofMinutes(5));
    pass(Duration.ZERO);
    StateEntry early = there.set("k", "early");
    here.store().write(tx -> fill(tx, StateLimits.QUARANTINE_MAX, early));
    settle();
    assertThat(here.quarantined()).isEqualTo(StateLimits.QUARANTINE_MAX);
    here.store().write(tx -> tx.update("DELETE FROM runtime_state_quarantine"));
    settle();
    assertThat(here.quarantined()).isEqualTo(1);
    pass(Duration.ofMinutes(5));
    assertThat(text(here, "k")).isEqualTo("early");
  }

  private static int fill(io.backplane.store.spi.Transaction tx, int count, StateEntry template) {
    for (int i = 0; i < count; i++) {
      var stamp = new Stamp(template.stamp().ms(), i % 1_000, 99, 1);
      var entry =
          new StateEntry(
              "filling/" + i,
              template.value(),
              false,
              stamp,
              Seen.NOTHING,
              "filler",
              template.at());
      tx.update(
          "INSERT INTO runtime_state_quarantine ("
              + EntryRow.COLUMNS
              + ") VALUES ("
              + EntryRow.MARKS
              + ")",
          EntryRow.values(entry));
    }
    return count;
  }
}
