package io.backplane.shell.commands.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Values;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.health.spi.Health.Part;
import io.backplane.health.spi.Health.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTreeTest {

  private static Part part(
      String name, HealthLevel level, String reason, Map<String, Object> facts) {
    return new Part(name, new HealthResult(level, reason, facts));
  }

  private static String tree(HealthLevel level, Part... parts) {
    return HealthTree.of(new Report(level, Instant.EPOCH, List.of(parts)));
  }

  @Test
  void the_worst_part_comes_first_and_facts_hang_below_theirs() {
    assertThat(
            tree(
                HealthLevel.UNHEALTHY,
                part("disk", HealthLevel.HEALTHY, "41 % free", Map.of("free", 7, "path", "/d")),
                part("heap", HealthLevel.DEGRADED, "91 % used", Map.of()),
                part(
                    "store",
                    HealthLevel.UNHEALTHY,
                    "writes fail",
                    Values.map("manager", Map.of("waiting", 3), "queue", List.of(1, "a")))))
        .isEqualTo(
            """
            unhealthy
            ├─ store  unhealthy  writes fail
            │  ├─ manager
            │  │  └─ waiting  3
            │  └─ queue    [1,"a"]
            ├─ heap   degraded   91 % used
            └─ disk   healthy    41 % free
               ├─ free  7
               └─ path  /d""");
  }

  @Test
  void parts_of_one_level_are_sorted_by_name() {
    assertThat(
            tree(
                    HealthLevel.HEALTHY,
                    part("b", HealthLevel.HEALTHY, "", Map.of()),
                    part("a", HealthLevel.HEALTHY, "", Map.of()))
                .lines())
        .containsExactly("healthy", "├─ a  healthy", "└─ b  healthy");
  }

  @Test
  void what_a_plugin_says_stays_on_its_line() {
    var facts = Values.map("none", null, "empty", "", "text", "one\ntwo", "map", Map.of());
    assertThat(tree(HealthLevel.DEGRADED, part("p", HealthLevel.DEGRADED, "up\r\ndown", facts)))
        .isEqualTo(
            """
            degraded
            └─ p  degraded  up down
               ├─ empty  -
               ├─ map    {}
               ├─ none   -
               └─ text   one two""");
  }
}
