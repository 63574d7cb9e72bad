package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateValue;
import io.backplane.state.spi.StateWire;
import io.backplane.testing.TempStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and what goes when there is no room. */
class LimitsTest {

  private static final String BY = "tester";

  @AutoClose private final TempStore store = new TempStore();
  @AutoClose private SharedState state;
  @TempDir Path folder;

  @BeforeEach
  void open() {
    Path note = folder.resolve("note");
    state = new SharedState(store, store.events(), store.clock(), note, new Random(3));
  }

  private void count(String column, long value) {
    store.write(tx -> tx.update("UPDATE runtime_state_node SET " + column + " = ?", value));
  }

  private StateEntry set(String key, String text) {
    return state.set(key, StateValue.text(text), IfVersion.ANY, BY);
  }

  private static void assertRefused(String cap, long limit, ThrowingCallable work) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work)
        .satisfies(
            e -> {
              assertThat(e.refusal()).isInstanceOf(Refusal.OverCap.class);
              assertThat(e).hasMessageStartingWith(cap + " is limited to " + limit + ": ");
            });
  }

  @Test
  void one_key_too_many_is_refused_and_changes_nothing() {
    set("here", "1");
    count("live_keys", StateLimits.KEYS_MAX);
    assertRefused("keys", StateLimits.KEYS_MAX, () -> set("new", "x"));
    assertThat(state.get("new")).isEmpty();
    assertThat(set("here", "2").value().text()).as("one that is there is set").isEqualTo("2");
  }

  @Test
  void one_byte_too_many_is_refused() {
    set("here", "123");
    count("live_bytes", StateLimits.BYTES_MAX);
    assertRefused("bytes of all values", StateLimits.BYTES_MAX, () -> set("here", "1234"));
    assertThat(set("here", "12").value().text()).as("a smaller one is set").isEqualTo("12");
  }

  @Test
  void a_deletion_too_many_makes_room_by_those_that_nobody_else_knows() {
    set("a", "1");
    set("b", "1");
    state.delete("a", IfVersion.ANY, BY);
    count("tombstones", StateLimits.TOMBSTONES_MAX);
    state.delete("b", IfVersion.ANY, BY);
    assertThat(state.history("a")).isEmpty();
    assertThat(state.history("b")).hasSize(2);
  }

  @Test
  void a_deletion_too_many_is_refused_where_the_others_know_all() {
    set("a", "1");
    set("b", "1");
    StateEntry gone = state.delete("a", IfVersion.ANY, BY);
    store.write(
        tx -> {
          CopyTable.ack(tx, gone);
          return true;
        });
    count("tombstones", StateLimits.TOMBSTONES_MAX);
    assertRefused(
        "deleted keys", StateLimits.TOMBSTONES_MAX, () -> state.delete("b", IfVersion.ANY, BY));
    assertThat(state.get("b")).isPresent();
  }

  @Test
  void the_oldest_conflict_goes_and_is_counted() {
    Stamp won = Stamps.stamp(1, 1);
    Instant at = store.clock().instant();
    store.write(
        tx -> {
          for (int i = 1; i <= StateLimits.CONFLICTS_MAX + 1; i++) {
            ConflictLog.add(
                tx, Kind.CONCURRENT, Stamps.entry("v" + i, Stamps.stamp(i, 2)), won, at);
          }
          return true;
        });
    assertThat(state.status().conflicts()).isEqualTo(StateLimits.CONFLICTS_MAX);
    assertThat(state.status().conflictsDropped()).isEqualTo(1);
    var page = state.conflicts("key", 3, 10);
    assertThat(page).extracting(c -> c.lost().value().text()).containsExactly("v2");
    assertThat(state.conflicts("other", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void the_longest_message_keeps_to_its_overhead_and_reads_back() {
    var seen = new ArrayList<Stamp>();
    for (int i = 0; i < StateLimits.ORIGINS_MAX; i++) {
      seen.add(Stamps.stamp(i, i));
    }
    var longest =
        new StateEntry(
            "k".repeat(StateLimits.KEY_LENGTH_MAX),
            StateValue.json("\"" + "x".repeat(1_000) + "\""),
            false,
            Stamps.stamp(1, 1),
            new Seen(seen),
            "界".repeat(StateLimits.BY_LENGTH_MAX),
            Instant.EPOCH);
    byte[] bytes = StateWire.write(longest);
    assertThat(bytes.length - longest.value().size()).isLessThan(StateWire.OVERHEAD_MAX);
    assertThat(StateWire.read(bytes)).isEqualTo(longest);
  }

  @Test
  void a_message_that_breaks_a_rule_is_refused() {
    byte[] good = StateWire.write(Stamps.entry("v", Stamps.stamp(1, 1)));
    byte[] otherFormat = good.clone();
    otherFormat[0] = 2;
    byte[] otherKey = good.clone();
    otherKey[3] = '.';
    for (byte[] bad : List.of(new byte[0], otherFormat, otherKey, Arrays.copyOf(good, 20))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> StateWire.read(bad))
          .satisfies(e -> assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class));
    }
  }
}
