package io.backplane.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.meta.spi.Bump;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTest {

  /** The example of the specification, and what drivers do besides. */
  private static final List<String> SORTED =
      List.of(
          "",
          "latest",
          "0.9",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1",
          "1.0.0",
          "1.0.0+build",
          "1.0.1",
          "v1.2",
          "1.10.0",
          "2.0",
          "10.0.0",
          "99999999999999999999.0");

  @Test
  void versions_are_ordered_by_precedence() {
    for (int seed = 0; seed < 200; seed++) {
      var mixed = new ArrayList<>(SORTED);
      Collections.shuffle(mixed, new Random(seed));
      mixed.sort(VersionOrder.OLDEST_FIRST);
      assertThat(mixed).as("seed " + seed).isEqualTo(SORTED);
    }
  }

  @Test
  void two_versions_differ_by_the_first_number_that_does() {
    assertThat(VersionOrder.bump("1.2.3", "2.2.3")).isEqualTo(Bump.MAJOR);
    assertThat(VersionOrder.bump("1.2.3", "1.0")).isEqualTo(Bump.MINOR);
    assertThat(VersionOrder.bump("v1", "1.1")).isEqualTo(Bump.MINOR);
    assertThat(VersionOrder.bump("01.2.3", "1.2")).isEqualTo(Bump.PATCH);
    assertThat(VersionOrder.bump("1.0.0-rc.1", "1.0.0")).isEqualTo(Bump.PATCH);
    assertThat(VersionOrder.bump("1.0.0", "latest")).isEqualTo(Bump.MAJOR);
  }

  @Test
  void no_two_versions_are_equal() {
    for (String a : SORTED) {
      for (String b : SORTED) {
        int order = VersionOrder.OLDEST_FIRST.compare(a, b);
        assertThat(Integer.signum(order))
            .isEqualTo(-Integer.signum(VersionOrder.OLDEST_FIRST.compare(b, a)))
            .isEqualTo(Integer.compare(SORTED.indexOf(a), SORTED.indexOf(b)));
      }
    }
  }
}
