package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who a kernel is after its data directory was copied. */
class StateCloneTest {

  @Test
  void a_copy_is_the_same_node_in_another_life_and_the_original_goes_on() throws Exception {
    Path copy = Distribution.newData();
    try (var kernel = RunningKernel.start()) {
      kernel.cli().run("runtime", "state-set", "theme", "dark").ok();
      Object node = clock(kernel, "node");
      Object incarnation = clock(kernel, "incarnation");
      kernel.end();
      var copying =
          new ProcessBuilder("cp", "-a", kernel.data() + "/.", copy.toString()).inheritIO().start();
      assertThat(copying.waitFor()).isZero();

      try (var clone = RunningKernel.start(copy)) {
        assertThat(clone.cli().run("runtime", "state-get", "theme").ok()).isEqualTo("dark");
        assertThat(clock(clone, "node")).isEqualTo(node);
        assertThat(clock(clone, "incarnation")).isNotEqualTo(incarnation);
        assertThat(clone.cli().run("events").ok()).contains("state.incarnation", "copied");
      }
      kernel.launch(kernel.cli());
      assertThat(clock(kernel, "incarnation")).isEqualTo(incarnation);
      kernel.kill();
      kernel.launch(kernel.cli());
      assertThat(clock(kernel, "incarnation")).isEqualTo(incarnation);
    }
  }

  private static Object clock(RunningKernel kernel, String member) {
    return kernel.cli().json("runtime", "state-clock").get(member);
  }
}
