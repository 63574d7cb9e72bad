package io.backplane.health.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.health.profile.ClassHistogram.Use;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {

  @Test
  void the_jvms_own_table_is_read() {
    var histogram =
        ClassHistogram.parse(
            """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          5000         400000  [B (java.base@25.0.1)
               2:            10            240  io.backplane.Lamp
               3:             1             16  io.backplane.Lamp
            Total          5011         400256
            """);

    assertThat(histogram.classes())
        .isEqualTo(Map.of("[B", new Use(5000, 400_000), "io.backplane.Lamp", new Use(11, 256)));
  }

  @Test
  void only_what_has_more_instances_and_bytes_has_grown() {
    var before =
        new ClassHistogram(
            Map.of("same", new Use(5, 50), "less", new Use(5, 50), "more", new Use(1, 10)));
    var after =
        new ClassHistogram(
            Map.of(
                "same", new Use(5, 50),
                "less", new Use(4, 40),
                "more", new Use(3, 30),
                "new", new Use(9, 90)));

    assertThat(after.grownSince(before))
        .isEqualTo(
            List.of(
                Map.of("class", "new", "instances", 9L, "bytes", 90L),
                Map.of("class", "more", "instances", 2L, "bytes", 20L)));
  }

  @Test
  void this_jvm_has_strings() {
    assertThat(ClassHistogram.take().classes()).containsKey("java.lang.String");
  }
}
