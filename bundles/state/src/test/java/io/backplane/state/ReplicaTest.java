package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateValue;
import io.backplane.testing.SettableClock;
import io.backplane.testing.TempStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one kernel does with its copy. */
class ReplicaTest {

  private static final String BY = "tester";
  private static final long OTHER = 42;

  private final SettableClock wall = new SettableClock();
  @AutoClose private final TempStore store = new TempStore(wall);
  @AutoClose private SharedState state;
  @TempDir Path folder;

  @BeforeEach
  void open() {
    state = new SharedState(store, store.events(), wall, folder.resolve("note"), new Random(3));
  }

  private StateEntry set(String key, String text) {
    return state.set(key, StateValue.text(text), IfVersion.ANY, BY);
  }

  private void receive(StateEntry... entries) {
    state.replica().receive(List.of(entries), OptionalLong.empty());
  }

  /** A version of another kernel, so far from this one's clock. */
  private StateEntry remote(String text, Duration ahead, Stamp... seen) {
    var stamp = new Stamp(wall.millis() + ahead.toMillis(), 0, OTHER, 1);
    var value = StateValue.text(text);
    return new StateEntry(
        "key", value, false, stamp, new Seen(List.of(seen)), "other", wall.instant());
  }

  private String text(String key) {
    return state.get(key).map(entry -> entry.value().text()).orElse("-");
  }

  private static Refusal refusal(ThrowingCallable work) {
    var refused = new Refusal[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work)
        .satisfies(e -> refused[0] = e.refusal());
    return refused[0];
  }

  private List<String> told() {
    return store.events().since(0, 1_000).stream().map(Event::type).toList();
  }

  private List<StateConflict> conflicts() {
    return state.conflicts("", Long.MAX_VALUE, 100);
  }

  @Test
  void what_is_set_is_got_and_the_last_writer_wins() {
    StateEntry dark = set("theme", "dark");
    StateEntry light = set("theme", "light");
    assertThat(state.get("theme")).contains(light);
    assertThat(light.stamp()).isGreaterThan(dark.stamp());
    assertThat(light.seen().covers(dark.stamp())).isTrue();
    assertThat(light.toMap())
        .containsEntry("value", "light")
        .containsEntry("by", BY)
        .containsEntry("version", light.stamp().text());
    assertThat(told()).containsExactly("state.set", "state.set");
  }

  @Test
  void json_keeps_every_digit_and_what_is_none_is_refused() {
    var json = StateValue.json(" {\"n\": 12345678901234567890.123456789} ");
    state.set("n", json, IfVersion.ANY, BY);
    assertThat(state.get("n").orElseThrow().value()).isEqualTo(json);
    assertThat(json.toObject()).hasToString("{n=12345678901234567890.123456789}");
    for (String text : List.of("", "{", "1 2", "nope", "[".repeat(65) + "]".repeat(65))) {
      assertThat(refusal(() -> StateValue.json(text)))
          .as(text)
          .isInstanceOfSatisfying(
              Refusal.Invalid.class, r -> assertThat(r.field()).isEqualTo("value"));
    }
  }

  @Test
  void a_key_that_breaks_a_rule_is_refused() {
    String longest = "k".repeat(StateLimits.KEY_LENGTH_MAX);
    set(longest, "");
    set("a/b:c.d_e-f", "");
    for (String key :
        List.of(
            "",
            longest + "k",
            ".a",
            "-a",
            "/a",
            "a/",
            "a//b",
            "a/./b",
            "a/../b",
            "a..b",
            "a/.",
            "a b",
            "ä")) {
      assertThat(refusal(() -> set(key, "")))
          .as(key)
          .isInstanceOfSatisfying(
              Refusal.Invalid.class, r -> assertThat(r.field()).isEqualTo("key"));
    }
  }

  @Test
  void a_value_over_its_limit_is_refused_by_its_bytes() {
    String half = "ä".repeat(StateLimits.VALUE_BYTES_MAX / 2);
    set("large", half);
    assertThat(refusal(() -> set("large", half + "x")).message())
        .isEqualTo("value has 1048577 bytes; at most 1048576 are kept");
    assertThat(state.status().bytes()).isEqualTo(StateLimits.VALUE_BYTES_MAX);
  }

  @Test
  void compare_and_set_names_the_present_version() {
    StateEntry first = state.set("k", StateValue.text("1"), IfVersion.ABSENT, BY);
    StateEntry second = state.set("k", StateValue.text("2"), new IfVersion(first.version()), BY);
    assertThat(
            refusal(() -> state.set("k", StateValue.text("3"), new IfVersion(first.version()), BY)))
        .isEqualTo(new Refusal.Stale("k", first.version(), second.version()));
    assertThat(refusal(() -> state.set("k", StateValue.text("3"), IfVersion.ABSENT, BY)))
        .isEqualTo(new Refusal.Stale("k", "absent", second.version()));
    assertThat(refusal(() -> state.delete("k", new IfVersion(first.version()), BY)))
        .isInstanceOf(Refusal.Stale.class);
    assertThat(refusal(() -> new IfVersion("7"))).isInstanceOf(Refusal.Invalid.class);
    assertThat(text("k")).isEqualTo("2");
    state.delete("k", new IfVersion(second.version()), BY);
    state.set("k", StateValue.text("4"), IfVersion.ABSENT, BY);
  }

  @Test
  void a_deleted_key_is_gone_and_its_deletion_is_history() {
    set("k", "v");
    StateEntry gone = state.delete("k", IfVersion.ANY, BY);
    assertThat(state.get("k")).isEmpty();
    assertThat(refusal(() -> state.delete("k", IfVersion.ANY, BY)))
        .isEqualTo(new Refusal.NotFound("key", "k"));
    assertThat(state.history("k")).extracting(StateEntry::deleted).containsExactly(true, false);
    assertThat(state.status().keys()).isZero();
    assertThat(state.status().tombstones()).isEqualTo(1);
    assertThat(state.status().bytes()).isZero();
    assertThat(set("k", "again").seen().covers(gone.stamp())).isTrue();
  }

  @Test
  void the_history_is_capped_by_count_and_by_bytes() {
    for (int i = 0; i <= StateLimits.HISTORY_MAX + 1; i++) {
      set("k", "v" + i);
    }
    assertThat(state.history("k")).hasSize(StateLimits.HISTORY_MAX + 1);
    assertThat(state.history("k").getLast().value().text()).isEqualTo("v1");
    String large = "x".repeat(StateLimits.VALUE_BYTES_MAX);
    for (int i = 0; i < 6; i++) {
      set("large", large);
    }
    assertThat(state.history("large")).hasSize(5);
  }

  @Test
  void pages_go_on_behind_their_last_key() {
    for (String key : List.of("b", "a/2", "a/1", "a", "c", "a/3")) {
      set(key, key);
    }
    state.delete("a/2", IfVersion.ANY, BY);
    var page = state.list("a/", "", 1);
    assertThat(page.entries()).extracting(StateEntry::key).containsExactly("a/1");
    assertThat(page.more()).isTrue();
    page = state.list("a/", "a/1", 2);
    assertThat(page.entries()).extracting(StateEntry::key).containsExactly("a/3");
    assertThat(page.more()).isFalse();
    assertThat(state.keys("", "", 10).entries())
        .extracting(StateEntry::key)
        .containsExactly("a", "a/1", "a/3", "b", "c");
    assertThat(refusal(() -> state.list("", "", 0))).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void a_page_ends_where_its_values_are_large() {
    String large = "x".repeat(StateLimits.VALUE_BYTES_MAX);
    for (int i = 0; i < 6; i++) {
      set("k" + i, large);
    }
    var page = state.list("", "", 100);
    assertThat(page.entries()).hasSize(4);
    assertThat(page.more()).isTrue();
  }

  @Test
  void a_version_that_arrives_stands_when_its_stamp_is_greater() {
    StateEntry mine = set("key", "mine");
    wall.advance(Duration.ofMillis(10));
    StateEntry theirs = remote("theirs", Duration.ZERO, mine.stamp());
    receive(theirs);
    assertThat(state.get("key")).contains(theirs);
    assertThat(conflicts()).isEmpty();
    assertThat(set("key", "next").stamp()).isGreaterThan(theirs.stamp());
  }

  @Test
  void a_concurrent_value_goes_to_the_conflict_log_once() {
    StateEntry mine = set("key", "mine");
    wall.advance(Duration.ofMillis(10));
    StateEntry theirs = remote("theirs", Duration.ZERO);
    receive(theirs);
    receive(theirs);
    assertThat(conflicts())
        .extracting(StateConflict::kind, StateConflict::lost, StateConflict::won)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.CONCURRENT, mine, theirs.stamp()));
    assertThat(told()).containsExactly("state.set", "state.conflict", "state.set");
    assertThat(conflicts().getFirst().toMap()).containsEntry("kind", "concurrent");
    assertThat(state.forgetConflicts(Long.MAX_VALUE)).isEqualTo(1);
    assertThat(conflicts()).isEmpty();
  }

  @Test
  void a_clash_is_an_alarm_until_it_was_looked_at() {
    receive(remote("one", Duration.ZERO));
    receive(remote("other", Duration.ZERO));
    assertThat(conflicts()).extracting(StateConflict::kind).containsExactly(Kind.CLASH);
    assertThat(told()).contains("state.clash");
    var check = new StateClockCheck(state);
    assertThat(check.check().reason()).startsWith("1 versions had another's stamp");
    state.forgetConflicts(Long.MAX_VALUE);
    assertThat(check.check().reason()).isEqualTo("clocks agree");
  }

  @Test
  void a_version_from_the_future_waits_for_its_time() {
    set("key", "mine");
    StateEntry early = remote("early", Duration.ofSeconds(6));
    receive(early, early);
    assertThat(text("key")).isEqualTo("mine");
    assertThat(state.quarantined(10)).containsExactly(early);
    assertThat(told()).containsExactly("state.set", "state.quarantined");
    assertThat(new StateClockCheck(state).check().reason())
        .isEqualTo(
            "1 versions from the future wait; the clock of node 00000000002a is 6000 ms ahead");
    assertThat(state.replica().release()).isZero();
    wall.advance(Duration.ofSeconds(1));
    assertThat(state.replica().release()).isEqualTo(1);
    assertThat(text("key")).isEqualTo("early");
    assertThat(state.quarantined(10)).isEmpty();
    assertThat(conflicts()).extracting(c -> c.lost().value().text()).containsExactly("mine");
  }

  @Test
  void a_clock_that_is_half_a_second_ahead_is_told_for_a_while() {
    receive(remote("x", Duration.ofMillis(501)));
    assertThat(text("key")).isEqualTo("x");
    var check = new StateClockCheck(state);
    assertThat(check.check().reason()).contains("the clock of node 00000000002a is 501 ms ahead");
    wall.advance(Skews.KEPT.plusSeconds(1));
    assertThat(check.check().reason()).isEqualTo("clocks agree");
  }

  @Test
  void a_value_from_the_far_future_is_adopted_and_thereby_overruled() {
    StateEntry poison = remote("poison", Duration.ofDays(365));
    receive(poison);
    StateEntry adopted = state.adopt("key", poison.stamp(), BY);
    assertThat(text("key")).isEqualTo("poison");
    assertThat(adopted.stamp()).isLessThan(poison.stamp());
    assertThat(state.quarantined(10)).isEmpty();
    receive(poison);
    assertThat(state.quarantined(10)).as("it does not come back").isEmpty();
    assertThat(state.status().clockAhead()).isZero();
  }

  @Test
  void a_value_from_the_near_future_is_adopted_and_comes_all_the_same() {
    StateEntry early = remote("early", Duration.ofMinutes(10));
    receive(early);
    state.adopt("key", early.stamp(), BY);
    assertThat(text("key")).isEqualTo("early");
    assertThat(state.quarantined(10)).containsExactly(early);
    assertThat(refusal(() -> state.drop("key", early.stamp(), BY)))
        .isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  void a_value_from_the_far_future_is_dropped_into_the_conflict_log() {
    set("key", "mine");
    StateEntry poison = remote("poison", Duration.ofDays(365));
    receive(poison);
    StateEntry kept = state.drop("key", poison.stamp(), BY);
    assertThat(text("key")).isEqualTo("mine");
    assertThat(kept.seen().covers(poison.stamp())).isTrue();
    assertThat(state.quarantined(10)).isEmpty();
    assertThat(conflicts()).extracting(StateConflict::kind).containsExactly(Kind.DROPPED);
    assertThat(refusal(() -> state.drop("key", poison.stamp(), BY)))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void what_was_written_with_a_wrong_clock_is_moved_back_once_it_is_right() {
    StateEntry before = set("key", "before");
    wall.jump(wall.instant().plus(Duration.ofDays(365)));
    StateEntry poison = set("key", "poison");
    set("other", "poison");
    assertThat(refusal(() -> state.resetClock(BY))).isInstanceOf(Refusal.Conflict.class);
    wall.jump(wall.instant().minus(Duration.ofDays(365)));
    assertThat(new StateClockCheck(state).check().reason())
        .startsWith("this kernel's stamps are 525600 min ahead of its clock");

    assertThat(state.resetClock(BY)).isEqualTo(2);
    StateEntry moved = state.get("key").orElseThrow();
    assertThat(moved.value().text()).isEqualTo("poison");
    assertThat(moved.stamp()).isBetween(before.stamp(), poison.stamp());
    assertThat(moved.seen().covers(poison.stamp())).isTrue();
    assertThat(moved.stamp().incarnation()).isNotEqualTo(poison.stamp().incarnation());
    assertThat(new StateClockCheck(state).check().reason()).isEqualTo("clocks agree");
    assertThat(set("key", "after").stamp()).isGreaterThan(moved.stamp());
    assertThat(state.history("key"))
        .extracting(entry -> entry.value().text())
        .containsExactly("after", "poison", "before");
  }

  @Test
  void somebody_else_under_this_kernels_name_makes_it_take_another() {
    StateEntry mine = set("key", "mine");
    Stamp stamp = mine.stamp();
    var forged = new Stamp(stamp.ms() + 1, 0, stamp.node(), stamp.incarnation());
    receive(
        new StateEntry(
            "key", StateValue.text("twin"), false, forged, Seen.NOTHING, "twin", wall.instant()));
    assertThat(told()).contains("state.incarnation");
    assertThat(set("key", "next").stamp().incarnation()).isNotEqualTo(stamp.incarnation());
    assertThat(set("key", "next").stamp()).isGreaterThan(forged);
  }

  @Test
  void old_deletions_are_forgotten_with_their_history() {
    set("k", "v");
    state.delete("k", IfVersion.ANY, BY);
    wall.advance(StateLimits.TOMBSTONE_KEEP);
    assertThat(Tombstones.sweep(store, wall)).isEmpty();
    assertThat(state.status().tombstones()).isEqualTo(1);
    wall.advance(Duration.ofMillis(1));
    Tombstones.sweep(store, wall);
    assertThat(state.status().tombstones()).isZero();
    assertThat(state.history("k")).isEmpty();
  }

  @Test
  void a_watch_gives_what_comes_to_stand_under_its_prefix() throws InterruptedException {
    set("a/1", "before");
    try (var watch = state.watch("a/")) {
      StateEntry set = set("a/1", "now");
      set("b", "elsewhere");
      StateEntry deleted = state.delete("a/1", IfVersion.ANY, BY);
      var seen = new java.util.ArrayList<StateEntry>();
      while (seen.size() < 2) {
        seen.addAll(watch.next(Duration.ofSeconds(20)));
      }
      assertThat(seen).containsExactly(set, deleted);
      assertThat(watch.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void a_restart_keeps_everything_and_gives_no_stamp_twice() {
    StateEntry mine = set("key", "mine");
    state.close();
    store.restart();
    wall.jump(wall.instant().minus(Duration.ofMinutes(10)));
    open();
    assertThat(state.get("key")).contains(mine);
    assertThat(set("other", "x").stamp()).isGreaterThan(mine.stamp());
    assertThat(state.status().incarnation()).isEqualTo(mine.stamp().incarnation());
  }
}
