package io.backplane.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.slf4j;version='2.0.20',org.graalvm.polyglot;version='25.0.3'",
        "org.graalvm.polyglot;version=25.0.3,x",
        "org.graalvm.polyglot;version=\"25.0.3\""
      })
  void the_launchers_packages_tell_which_graaljs_there_is(String packages) {
    assertThat(Runtimes.look(packages)).containsEntry("graaljs", "25.0.3");
  }

  @Test
  void what_is_not_there_is_not_told() {
    assertThat(Runtimes.look(null)).doesNotContainKey("graaljs");
  }
}
