package io.backplane.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingTest {

  @ParameterizedTest
  @CsvSource({
    "0ms,0",
    "500ms,500",
    "10s,10000",
    "90s,90000",
    "5m,300000",
    "4h,14400000",
    "90d,7776000000"
  })
  void times_come_and_go_as_one_word(String text, long ms) {
    assertThat(TimeText.read(text)).contains(Duration.ofMillis(ms));
    assertThat(TimeText.write(Duration.ofMillis(ms))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "10 s", "1w", "999999999999d", "１s"})
  void other_words_are_no_times(String text) {
    assertThat(TimeText.read(text)).isEmpty();
  }

  @Test
  void a_time_is_written_in_its_greatest_whole_unit() {
    assertThat(TimeText.write(Duration.ofMinutes(60))).isEqualTo("1h");
    assertThat(TimeText.write(Duration.ofMillis(61_001))).isEqualTo("61001ms");
  }

  @Test
  void a_default_out_of_range_is_a_mistake() {
    assertThatThrownBy(() -> Setting.number("max", 5, 10, 20, "What."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max: the default is not a whole number from 10 to 20");
    assertThatThrownBy(() -> Setting.flag("Max Lamps", true, "What."))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
