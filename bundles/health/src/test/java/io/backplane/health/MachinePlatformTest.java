package io.backplane.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.health.spi.Platform;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

class MachinePlatformTest {

  @TempDir private Path data;

  /** A framework with three bundles. */
  private BundleContext context() {
    Map<String, String> properties =
        Map.of(
            "backplane.data", data.toString(),
            "backplane.version", "0.1.0",
            "backplane.boot.id", "boot-7");
    var system =
        (Bundle)
            proxy(
                Bundle.class,
                Map.of("getSymbolicName", "a.framework", "getVersion", new Version(7, 0, 5)));
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (self, method, args) ->
                switch (method.getName()) {
                  case "getProperty" -> properties.get((String) args[0]);
                  case "getBundle" -> system;
                  case "getBundles" -> new Bundle[3];
                  default -> throw new AssertionError("unexpected " + method);
                });
  }

  private static Object proxy(Class<?> type, Map<String, Object> answers) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, args) -> answers.get(method.getName()));
  }

  @Test
  void the_facts_are_those_of_this_machine() {
    Platform.Facts facts = new MachinePlatform(context()).facts();

    assertThat(facts.version()).isEqualTo("0.1.0");
    assertThat(facts.bootId()).isEqualTo("boot-7");
    assertThat(facts.node()).isNotBlank();
    assertThat(facts.startedAt()).isBefore(Instant.now()).isAfter(Instant.EPOCH);
    assertThat(facts.dataDirectory()).isEqualTo(data.toString());
    assertThat(facts.osName()).isNotBlank();
    assertThat(facts.osArch()).isEqualTo(System.getProperty("os.arch"));
    assertThat(facts.cpuModel()).isNotBlank();
    assertThat(facts.cpuCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(facts.memoryTotalBytes()).isGreaterThan(256L << 20);
    assertThat(facts.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(facts.heapMaxBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(facts.frameworkName()).isEqualTo("a.framework");
    assertThat(facts.frameworkVersion()).isEqualTo("7.0.5");
  }

  @Test
  void facts_hold_for_one_run() {
    var platform = new MachinePlatform(context());

    assertThat(platform.facts()).isSameAs(platform.facts());
  }

  @Test
  void a_sample_is_within_what_the_machine_has() {
    var platform = new MachinePlatform(context());
    platform.sample();
    Platform.Sample sample = platform.sample();

    assertThat(Duration.between(sample.at(), Instant.now())).isLessThan(Duration.ofMinutes(1));
    assertThat(sample.cpuLoad()).isLessThanOrEqualTo(1).isNotNaN();
    assertThat(sample.processCpuLoad()).isLessThanOrEqualTo(1).isNotNaN();
    assertThat(sample.heapUsedBytes()).isBetween(1L, platform.facts().heapMaxBytes());
    assertThat(sample.memoryAvailableBytes()).isBetween(1L, platform.facts().memoryTotalBytes());
    assertThat(sample.diskTotalBytes()).isPositive();
    assertThat(sample.diskFreeBytes()).isBetween(0L, sample.diskTotalBytes());
    assertThat(sample.threads()).isPositive();
    assertThat(sample.bundles()).isEqualTo(3);
  }

  @Test
  void facts_and_a_sample_make_one_document() {
    Map<String, Object> map = new MachinePlatform(context()).toMap();

    assertThat(map)
        .containsEntry("version", "0.1.0")
        .containsKeys("node", "uptimeMs", "os", "cpu", "memory", "disk", "jvm", "framework");
    assertThat((long) map.get("uptimeMs")).isPositive();
  }
}
