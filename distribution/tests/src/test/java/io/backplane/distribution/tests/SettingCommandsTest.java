package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.PluginJar;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code backplane runtime configure} and {@code config}, and the same by REST. */
class SettingCommandsTest {

  @Test
  void a_setting_holds_at_once_and_after_a_restart() throws IOException {
    try (var kernel = RunningKernel.start()) {
      Cli cli = kernel.cli();
      PluginJar.of("first", "1.0.0").write(kernel.data().resolve("first.jar"));
      PluginJar.of("second", "1.0.0").write(kernel.data().resolve("second.jar"));
      Cli there = cli.in(kernel.data());
      assertThat(cli.run("runtime", "configure", "maxPlugins", "1").ok())
          .isEqualTo("maxPlugins is 1, was 20");

      there.run("runtime", "plugin-load", "first", "--entry", "first.jar").ok();
      assertThat(there.run("runtime", "plugin-load", "second", "--entry", "second.jar").err())
          .contains("maxPlugins is limited to 1", "runtime configure maxPlugins");

      cli.run("stop").ok();
      kernel.launch(cli);
      assertThat(cli.json("runtime", "config", "maxPlugins"))
          .containsEntry("value", "1")
          .containsEntry("origin", "set")
          .containsEntry("by", "local");
      assertThat(cli.run("runtime", "configure", "maxPlugins", "--reset").ok())
          .isEqualTo("maxPlugins is 20, was 1");
      there.run("runtime", "plugin-load", "second", "--entry", "second.jar").ok();
    }
  }

  @Test
  void what_cannot_be_is_refused_by_name_and_range() throws IOException {
    try (var kernel = RunningKernel.start()) {
      Cli cli = kernel.cli();
      assertThat(cli.run("runtime", "configure", "maxPlugins", "0"))
          .isEqualTo(
              new Result(
                  3,
                  "",
                  "backplane: maxPlugins cannot be '0': it has to be a whole number from 1 to"
                      + " 1000\n"));
      assertThat(cli.run("runtime", "configure", "maxplugins", "3").err())
          .contains("no setting 'maxplugins'");
      assertThat(cli.run("runtime", "configure", "maxPlugins").err())
          .contains("a whole number from 1 to 1000");
      assertThat(cli.run("runtime", "config").ok())
          .contains("maxPlugins", "plugins.health-window", "10s");
      assertThat(cli.run("complete", "runtime", "config", "max").ok()).contains("maxPlugins");

      Rest rest = kernel.admin();
      assertThat(rest.send("PUT", "/api/settings/maxPlugins", "{\"value\": 5}").statusCode())
          .isEqualTo(200);
      assertThat(rest.send("PUT", "/api/settings/maxPlugins", "{\"value\": [5]}").statusCode())
          .isEqualTo(400);
      assertThat(rest.send("PUT", "/api/settings/nothing", "{\"value\": 5}").statusCode())
          .isEqualTo(404);
      assertThat(rest.json("/api/settings/maxPlugins")).containsEntry("value", "5");
      assertThat((List<?>) rest.json("/api/settings").get("settings"))
          .anySatisfy(one -> assertThat(((Map<?, ?>) one).get("key")).isEqualTo("maxPlugins"));
      assertThat(rest.status("DELETE", "/api/settings/maxPlugins")).isEqualTo(200);
      assertThat(cli.json("runtime", "config", "maxPlugins")).containsEntry("origin", "default");
    }
  }
}
