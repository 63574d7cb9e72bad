package io.backplane.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

  @ParameterizedTest
  @CsvSource({
    "*, 0.0.1, true",
    "^1.2.3, 1.2.3, true",
    "^1.2.3, 1.9.0, true",
    "^1.2.3, 2.0.0, false",
    "^1.2.3, 1.2.2, false",
    "^0.2.3, 0.2.9, true",
    "^0.2.3, 0.3.0, false",
    "^0.0.3, 0.0.4, false",
    "^1, 1.7.0, true",
    "~1.2.3, 1.2.9, true",
    "~1.2.3, 1.3.0, false",
    "~1, 1.9.9, true",
    "1.2.3, 1.2.3, true",
    "1.2.3, 1.2.4, false",
    "1.2, 1.2.7, true",
    "1.x, 1.9.1, true",
    "1.x, 2.0.0, false",
    ">=1.0 <3, 2.9.9, true",
    ">=1.0 <3, 3.0.0, false",
    ">1.0.0, 1.0.0, false",
    "<=1.0.0, 1.0.0, true"
  })
  void a_range_admits_what_npm_would(String range, String version, boolean admitted) {
    assertThat(VersionRange.parse(range).admits(version)).isEqualTo(admitted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "^", "1..2", ">=a", "^1.2.3 ||"})
  void what_is_no_range_is_refused_with_an_example(String range) {
    assertThatThrownBy(() -> VersionRange.parse(range)).hasMessageContaining("such as ^1.2.0");
  }

  @Test
  void nothing_at_all_admits_everything() {
    assertThat(VersionRange.parse("").admits("7.0.0")).isTrue();
  }
}
