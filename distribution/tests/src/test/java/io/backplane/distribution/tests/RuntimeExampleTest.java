package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The examples of the runtime's requirement about plugins and shared state, word for word but for
 * the program's name.
 */
class RuntimeExampleTest {

  private static final String SCRIPT =
      """
      let calls = 0;
      export const commands = { count: () => ++calls };
      export const exportState = () => calls;
      export const importState = (state) => { calls = state; };
      """;

  private static Cli kernelWith(RunningKernel kernel) throws IOException {
    Path plugins = Files.createDirectories(kernel.data().resolve("work/plugins"));
    Files.writeString(plugins.resolve("my.js"), SCRIPT);
    Files.writeString(plugins.resolve("my-plugin.js"), SCRIPT);
    Path conf = Files.createDirectories(kernel.data().resolve("conf"));
    Files.writeString(conf.resolve("backplane.properties"), "plugins.health-window = 100ms\n");
    Cli cli = kernel.cli().in(plugins.getParent());
    kernel.launch(cli);
    return cli;
  }

  private static String run(Cli cli, String line) {
    List<String> words = Stream.of(line.replaceAll("#.*", "").strip().split(" +")).skip(1).toList();
    return cli.run(words.toArray(String[]::new)).ok();
  }

  @Test
  void load_hot_update_and_rollback() throws IOException {
    try (var kernel = RunningKernel.none()) {
      Cli cli = kernelWith(kernel);
      run(
          cli,
          "chainlesschain runtime plugin-load my-plugin --version 1.0.0 --entry ./plugins/my.js");
      assertThat(cli.run("call", "my-plugin", "count").ok()).isEqualTo("1");
      assertThat(run(cli, "chainlesschain runtime hot-update my-plugin --version 1.1.0 # minor"))
          .contains("(minor): committed");
      assertThat(run(cli, "chainlesschain runtime hot-update my-plugin --version 2.0.0 # major"))
          .contains("(major): committed");
      assertThat(cli.run("call", "my-plugin", "count").ok()).isEqualTo("2");
      assertThat(run(cli, "chainlesschain runtime rollback my-plugin # 回 1.1.0"))
          .startsWith("my-plugin 2.0.0 → 1.1.0");
      assertThat(cli.run("call", "my-plugin", "count").ok()).isEqualTo("3");
      assertThat(cli.run("runtime", "rollback", "my-plugin").err()).contains("no previous version");
    }
  }

  @Test
  void profile_health_and_metrics() throws IOException {
    try (var kernel = RunningKernel.none()) {
      Cli cli = kernelWith(kernel);
      assertThat(run(cli, "chainlesschain runtime profile-types")).contains("cpu", "memory", "io");
      assertThat(run(cli, "chainlesschain runtime profile --type cpu --duration 5s"))
          .containsPattern("profile 1: cpu of the kernel, done after \\d+ ms");
      assertThat(run(cli, "chainlesschain runtime profile --type cpu --duration 10s"))
          .containsPattern("profile 2: cpu of the kernel, done after \\d+ ms");
      assertThat(run(cli, "chainlesschain runtime profile-show 2")).contains("belongs to");
      assertThat(run(cli, "chainlesschain runtime profiles")).contains("cpu", "done");
      assertThat(run(cli, "chainlesschain runtime platform"))
          .contains("os", "jvm", "framework", "graaljs", "25.0.3");
      assertThat(run(cli, "chainlesschain runtime health-levels"))
          .contains("healthy", "degraded", "unhealthy");
      assertThat(run(cli, "chainlesschain runtime health")).startsWith("healthy");
      assertThat(run(cli, "chainlesschain runtime metrics"))
          .contains("jvm_heap_bytes", "process_cpu_ratio", "scheduling_latency_seconds");
      assertThat(run(cli, "chainlesschain runtime metrics --json")).contains("\"jvm_threads\"");
    }
  }

  @Test
  void state_and_settings() throws IOException {
    try (var kernel = RunningKernel.none()) {
      Cli cli = kernelWith(kernel);
      run(cli, "chainlesschain runtime state-set theme dark");
      run(cli, "chainlesschain runtime state-set user-id alice");
      assertThat(run(cli, "chainlesschain runtime state-list"))
          .contains("theme", "dark", "user-id", "alice");
      assertThat(run(cli, "chainlesschain runtime state-get theme")).isEqualTo("dark");
      run(cli, "chainlesschain runtime state-delete theme");
      assertThat(cli.run("runtime", "state-get", "theme").code()).isEqualTo(3);
      assertThat(run(cli, "chainlesschain runtime configure maxPlugins 30"))
          .isEqualTo("maxPlugins is 30, was 20");
      assertThat(run(cli, "chainlesschain runtime configure maxPlugins 20"))
          .isEqualTo("maxPlugins is 20, was 30");
      assertThat(run(cli, "chainlesschain runtime config")).contains("maxPlugins");
      assertThat(run(cli, "chainlesschain runtime stats")).contains("plugins", "events");
      assertThat(run(cli, "chainlesschain runtime stats --json")).contains("\"updates\"");
    }
  }

  @Test
  void catalogues_life_cycle_and_history() throws IOException {
    try (var kernel = RunningKernel.none()) {
      Cli cli = kernelWith(kernel);
      assertThat(run(cli, "chainlesschain runtime plugin-statuses"))
          .contains("loading", "active", "disabled", "error", "unloaded");
      assertThat(run(cli, "chainlesschain runtime update-types"))
          .contains("patch", "minor", "major");
      run(
          cli,
          "chainlesschain runtime plugin-load my-plugin --version 1.0.0 --entry"
              + " ./plugins/my-plugin.js");
      assertThat(run(cli, "chainlesschain runtime plugin-status my-plugin disabled"))
          .isEqualTo("my-plugin 1.0.0 is disabled");
      assertThat(run(cli, "chainlesschain runtime plugin-show my-plugin")).contains("disabled");
      run(cli, "chainlesschain runtime plugin-status my-plugin active");
      assertThat(run(cli, "chainlesschain runtime plugins")).contains("my-plugin");
      assertThat(run(cli, "chainlesschain runtime plugins --json")).contains("\"my-plugin\"");
      run(cli, "chainlesschain runtime hot-update my-plugin --version 1.1.0");
      run(cli, "chainlesschain runtime rollback my-plugin");
      assertThat(run(cli, "chainlesschain runtime updates")).contains("rollback", "committed");
      assertThat(run(cli, "chainlesschain runtime updates --json")).contains("\"rollback\"");
      run(cli, "chainlesschain runtime plugin-unload my-plugin");
    }
  }

  @Test
  void shared_state() throws IOException {
    try (var kernel = RunningKernel.none()) {
      Cli cli = kernelWith(kernel);
      run(cli, "chainlesschain runtime state-set theme dark");
      run(cli, "chainlesschain runtime state-set user-id alice");
      assertThat(run(cli, "chainlesschain runtime state-get theme")).isEqualTo("dark");
      assertThat(run(cli, "chainlesschain runtime state-list")).contains("theme", "user-id");
      run(cli, "chainlesschain runtime state-delete theme");
      assertThat(run(cli, "chainlesschain runtime state-list")).doesNotContain("theme");
    }
  }
}
