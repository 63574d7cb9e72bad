package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing depends on the order in which bundles start. */
class StartOrderTest {

  private static final int ORDERS = 3;

  @Test
  void bundles_started_in_any_order_come_to_the_same_answer() {
    long seed = new Random().nextLong();
    System.out.println("start orders drawn from seed " + seed);
    var random = new Random(seed);
    try (var kernel = RunningKernel.none()) {
      for (int n = 0; n < ORDERS; n++) {
        long order = random.nextLong();
        kernel.launch(kernel.cli().with("BACKPLANE_JAVA_OPTS", "-Dbackplane.start.seed=" + order));
        if (n == 0) {
          Specimens.drop(kernel, "ordered", "1.0.0");
        }
        String which = "order " + order + " of seed " + seed;
        assertThat(kernel.cli().run("why", "all").ok())
            .as(which)
            .isEqualTo("everything is satisfied");
        Specimens.awaitActive(kernel, "ordered", "1.0.0");
        assertThat(kernel.cli().run("call", "ordered", "version").ok())
            .as(which)
            .isEqualTo("1.0.0");
        assertThat(kernel.cli().json("status")).as(which).containsEntry("health", "healthy");
        assertThat(kernel.stranger().status("GET", "/system/console/bundles"))
            .as(which)
            .isEqualTo(401);
        kernel.end();
      }
    }
  }
}
