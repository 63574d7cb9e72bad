package io.backplane.state;

import static io.backplane.state.Stamps.entry;
import static io.backplane.state.Stamps.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.state.Merge.Arrival;
import io.backplane.state.Merge.Copy;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergeTest {

  /** Few instants and origins, so that stamps meet; more origins than are told apart. */
  @Provide
  static Arbitrary<Stamp> stamps() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 9),
            Arbitraries.longs().between(1, StateLimits.ORIGINS_MAX + 5))
        .as(Stamps::stamp);
  }

  @Provide
  static Arbitrary<StateEntry> entries() {
    return Combinators.combine(
            Arbitraries.strings().ofMaxLength(1), stamps(), stamps().list().ofMaxSize(40))
        .as((text, stamp, seen) -> entry(text, stamp, seen.toArray(Stamp[]::new)));
  }

  @Provide
  static Arbitrary<Copy> copies() {
    return entries().map(Copy::of);
  }

  @Property
  void merging_is_commutative(@ForAll("copies") Copy a, @ForAll("copies") Copy b) {
    assertThat(Merge.merge(a, b)).isEqualTo(Merge.merge(b, a));
  }

  @Property
  void merging_is_associative(
      @ForAll("copies") Copy a, @ForAll("copies") Copy b, @ForAll("copies") Copy c) {
    assertThat(Merge.merge(Merge.merge(a, b), c)).isEqualTo(Merge.merge(a, Merge.merge(b, c)));
  }

  @Property
  void merging_is_idempotent(@ForAll("copies") Copy a, @ForAll("copies") Copy b) {
    Copy both = Merge.merge(a, b);
    assertThat(Merge.merge(both, b)).isEqualTo(both);
    assertThat(Merge.merge(a, a)).isEqualTo(a);
  }

  @Property
  void the_greatest_stamp_wins(@ForAll @Size(min = 1, max = 8) List<@From("copies") Copy> copies) {
    Stamp greatest =
        copies.stream().map(c -> c.entry().stamp()).max(Comparator.naturalOrder()).orElseThrow();
    assertThat(copies.stream().reduce(Merge::merge).orElseThrow().entry().stamp())
        .isEqualTo(greatest);
  }

  @Test
  void a_version_that_was_known_to_its_successor_is_no_conflict() {
    StateEntry first = entry("first", stamp(1, 1));
    StateEntry second = entry("second", stamp(2, 2), first.stamp());

    Arrival inOrder = Merge.arrive(Copy.of(first), second);
    assertThat(inOrder.copy().entry()).isEqualTo(second);
    assertThat(inOrder.lost()).isEmpty();

    Arrival late = Merge.arrive(Copy.of(second), first);
    assertThat(late).isEqualTo(new Arrival(Copy.of(second), false, late.lost(), false));
    assertThat(late.lost()).isEmpty();
  }

  @Test
  void of_two_that_did_not_know_each_other_the_lesser_is_lost_whichever_comes_first() {
    StateEntry less = entry("less", stamp(1, 1));
    StateEntry more = entry("more", stamp(2, 2));

    for (Arrival arrival :
        List.of(Merge.arrive(Copy.of(less), more), Merge.arrive(Copy.of(more), less))) {
      assertThat(arrival.copy().entry()).isEqualTo(more);
      assertThat(arrival.lost()).contains(less);
      assertThat(arrival.clash()).isFalse();
    }
  }

  @Test
  void the_same_said_twice_is_no_conflict() {
    Arrival arrival = Merge.arrive(Copy.of(entry("x", stamp(1, 1))), entry("x", stamp(2, 2)));
    assertThat(arrival.lost()).isEmpty();
    assertThat(arrival.copy().entry().stamp()).isEqualTo(stamp(2, 2));
  }

  @Test
  void a_later_version_of_an_origin_covers_its_earlier_ones() {
    StateEntry second = entry("second", stamp(3, 2), stamp(2, 1));
    Arrival arrival = Merge.arrive(Copy.of(second), entry("older", stamp(1, 1)));
    assertThat(arrival.lost()).isEmpty();
  }

  @Test
  void different_values_under_one_stamp_clash_and_all_choose_the_same() {
    StateEntry one = entry("one", stamp(1, 1));
    StateEntry other = entry("other", stamp(1, 1));

    Arrival here = Merge.arrive(Copy.of(one), other);
    Arrival there = Merge.arrive(Copy.of(other), one);
    assertThat(here.clash()).isTrue();
    assertThat(there.clash()).isTrue();
    assertThat(here.copy()).isEqualTo(there.copy());
    assertThat(here.lost()).isEqualTo(there.lost()).isPresent();
    assertThat(here.lost().orElseThrow()).isNotEqualTo(here.copy().entry());
  }

  @Test
  void what_is_seen_is_bounded_and_keeps_the_newest() {
    var stamps = new ArrayList<Stamp>();
    for (int i = 1; i <= StateLimits.ORIGINS_MAX + 3; i++) {
      stamps.add(stamp(i, i));
    }
    Seen seen = new Seen(stamps);
    assertThat(seen.stamps()).hasSize(StateLimits.ORIGINS_MAX);
    assertThat(seen.covers(stamp(3, 3))).isFalse();
    assertThat(seen.covers(stamp(4, 4))).isTrue();
    assertThat(Seen.parse(seen.text())).isEqualTo(seen);
    assertThat(Seen.parse(Seen.NOTHING.text())).isEqualTo(Seen.NOTHING);
  }
}
