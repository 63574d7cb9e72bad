package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one kernel does with its copy. */
class ReplicaTest extends OneKernel {

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
