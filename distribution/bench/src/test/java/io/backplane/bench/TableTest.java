package io.backplane.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Row MET =
      Row.of("cli", "backplane status", Measure.MS, Stats.of(10, 12, 14))
          .beside("sh + curl", Stats.of(6))
          .target("< 20 ms", Row.Limit.UNDER, 20);

  @Test
  void columns_are_aligned_and_absent_figures_are_dashes() {
    Row alone = Row.of("call", "one at a time", Measure.NS, Stats.of(12_345));
    String[] lines = Table.of(List.of(MET, alone)).split("\n");
    assertThat(lines)
        .containsExactly(
            "name  what              median     p99  min–max        n  floor           ratio "
                + " target   met?",
            "cli   backplane status  12.0 ms    –    10.0–14.0      3  6.00 sh + curl  2.00  "
                + " < 20 ms  yes",
            "call  one at a time     12,345 ns  –    12,345–12,345  1  –               –     "
                + " –        –");
  }

  @Test
  void a_target_is_met_by_the_median_on_its_good_side() {
    assertThat(MET.met()).contains(true);
    assertThat(MET.target("< 12 ms", Row.Limit.UNDER, 12).met()).contains(false);
    assertThat(MET.target("> 11 ms", Row.Limit.OVER, 11).met()).contains(true);
    assertThat(Table.of(List.of(MET.target("< 12 ms", Row.Limit.UNDER, 12)))).contains("NO");
  }

  @Test
  void numbers_show_three_digits_and_group_thousands() {
    assertThat(Table.number(1.234)).isEqualTo("1.23");
    assertThat(Table.number(12.34)).isEqualTo("12.3");
    assertThat(Table.number(1_234_567.8)).isEqualTo("1,234,568");
  }

  @Test
  void json_carries_floor_ratio_and_target() {
    assertThat(MET.toMap())
        .containsEntry("unit", "ms")
        .containsEntry("median", 12.0)
        .containsEntry("ratio", 2.0)
        .containsEntry("met", true)
        .doesNotContainKey("p99");
  }
}
