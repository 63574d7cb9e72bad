package io.backplane.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StatsTest {

  @Test
  void the_median_is_the_middle_or_the_mean_of_the_two_middles() {
    assertThat(Stats.of(3, 1, 2).median()).isEqualTo(2);
    assertThat(Stats.of(4, 1, 3, 2).median()).isEqualTo(2.5);
    assertThat(Stats.of(7).median()).isEqualTo(7);
  }

  @Test
  void the_99th_percentile_is_by_nearest_rank_and_needs_a_hundred_samples() {
    assertThat(counting(99).p99()).isEmpty();
    assertThat(counting(100).p99()).hasValue(99);
    assertThat(counting(1_000).p99()).hasValue(990);
  }

  @Test
  void no_samples_are_no_statistics() {
    assertThatThrownBy(Stats::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_samples_given_are_left_as_they_are() {
    double[] samples = {3, 1, 2};
    new Stats(samples);
    assertThat(samples).containsExactly(3, 1, 2);
  }

  @Property
  void every_figure_lies_between_the_extremes(
      @ForAll @Size(min = 1, max = 300) List<@DoubleRange(max = 1e9) Double> drawn) {
    double[] samples = drawn.stream().mapToDouble(Double::doubleValue).toArray();
    Stats stats = new Stats(samples);
    assertThat(stats.min()).isEqualTo(Arrays.stream(samples).min().getAsDouble());
    assertThat(stats.max()).isEqualTo(Arrays.stream(samples).max().getAsDouble());
    assertThat(stats.median()).isBetween(stats.min(), stats.max());
    stats.p99().ifPresent(p99 -> assertThat(p99).isBetween(stats.median(), stats.max()));
  }

  private static Stats counting(int to) {
    return new Stats(IntStream.rangeClosed(1, to).asDoubleStream().toArray());
  }
}
