package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What arrives from other kernels. */
class ArrivalTest extends OneKernel {

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
}
