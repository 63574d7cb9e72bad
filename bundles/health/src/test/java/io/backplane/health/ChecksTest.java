package io.backplane.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

  @TempDir private Path data;

  /** A configuration with these values, and its defaults for the rest. */
  private static <T> T config(Class<T> type, Map<String, Integer> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                values.containsKey(method.getName())
                    ? values.get(method.getName())
                    : method.getDefaultValue()));
  }

  private static HealthLevel disk(Path data, int degraded, int unhealthy) {
    var values = Map.of("degraded_percent", degraded, "unhealthy_percent", unhealthy);
    return new DiskCheck(config(DiskCheck.Config.class, values), data).check().level();
  }

  private static HealthLevel heap(int degraded, int unhealthy) {
    var values = Map.of("degraded_percent", degraded, "unhealthy_percent", unhealthy);
    return new HeapCheck(config(HeapCheck.Config.class, values)).check().level();
  }

  @Test
  void the_disk_is_as_full_as_its_thresholds_say() {
    assertThat(disk(data, 101, 101)).isEqualTo(HealthLevel.HEALTHY);
    assertThat(disk(data, 0, 101)).isEqualTo(HealthLevel.DEGRADED);
    assertThat(disk(data, 0, 0)).isEqualTo(HealthLevel.UNHEALTHY);
  }

  @Test
  void the_heap_is_as_full_as_its_thresholds_say() {
    assertThat(heap(101, 101)).isEqualTo(HealthLevel.HEALTHY);
    assertThat(heap(0, 101)).isEqualTo(HealthLevel.DEGRADED);
    assertThat(heap(0, 0)).isEqualTo(HealthLevel.UNHEALTHY);
  }

  @Test
  void the_thresholds_are_those_of_the_design_unless_configured() {
    var disk = config(DiskCheck.Config.class, Map.of());
    var heap = config(HeapCheck.Config.class, Map.of());

    assertThat(disk.degraded_percent()).isEqualTo(90);
    assertThat(disk.unhealthy_percent()).isEqualTo(97);
    assertThat(heap.degraded_percent()).isEqualTo(90);
    assertThat(heap.unhealthy_percent()).isEqualTo(99);
  }

  @Test
  void the_figures_that_decided_are_told() {
    HealthCheck check = new DiskCheck(config(DiskCheck.Config.class, Map.of()), data);
    HealthResult result = check.check();

    assertThat(check.name()).isEqualTo("disk");
    assertThat(result.reason()).matches("\\d+ % of \\d+ GiB used, \\d+ MiB free");
    long total = (long) result.facts().get("totalBytes");
    assertThat((long) result.facts().get("freeBytes")).isBetween(0L, total);
    HealthResult heap = new HeapCheck(config(HeapCheck.Config.class, Map.of())).check();
    assertThat(heap.reason()).matches("\\d+ % of \\d+ MiB used");
    assertThat((long) heap.facts().get("usedBytes"))
        .isBetween(1L, (long) heap.facts().get("maxBytes"));
  }

  @Test
  void a_data_directory_that_is_gone_is_no_healthy_disk() {
    var check = new DiskCheck(config(DiskCheck.Config.class, Map.of()), data.resolve("gone"));

    assertThatThrownBy(check::check).isInstanceOf(UncheckedIOException.class);
  }
}
