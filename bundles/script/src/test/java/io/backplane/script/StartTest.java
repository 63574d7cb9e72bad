package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StartTest {

  @Test
  void a_syntax_error_names_its_place() {
    assertThat(Stage.fault("export const commands = {\n  hello( { }"))
        .startsWith("the script does not start: /plugin.js:2:12 ");
  }

  @Test
  void an_error_at_its_top_names_its_place() {
    assertThat(Stage.fault("export const commands = {};\nthrow new Error('bad day');"))
        .isEqualTo("the script does not start: bad day (at /plugin.js:2:7)");
  }

  @Test
  void exports_are_checked() {
    assertThat(Stage.fault("export const x = 1;")).contains("exports no 'commands'");
    assertThat(Stage.fault("export const commands = null;")).contains("exports no 'commands'");
    assertThat(Stage.fault("export const commands = { a: 1 };"))
        .contains("commands.a is not a function");
    assertThat(Stage.fault("export const commands = {}; export const health = 1;"))
        .contains("health is not a function");
    assertThat(Stage.fault("export const commands = {}; export function exportState() {}"))
        .contains("one of exportState and importState");
  }

  @Test
  void the_top_may_await() {
    try (var stage =
        new Stage(
            "const n = await new Promise((done) => setTimeout(done, 5, 7)); export const commands = { n: () => n };")) {
      assertThat(stage.call("n").end()).isEqualTo("done 7");
    }
  }

  @Test
  void what_never_ends_is_ended_at_the_limit() {
    assertTooLong("endless loop", "for (;;) {}");
    assertTooLong("endless wait", "export const commands = {}; await new Promise(() => {});");
  }

  private static void assertTooLong(String name, String source) {
    var log = LoggerFactory.getLogger("plugin." + name);
    Modules modules = path -> Optional.of(source.getBytes(StandardCharsets.UTF_8));
    var live =
        new LiveScript(
            stuck -> new Script(name, Stage.ENGINE, modules, log, stuck),
            "plugin.js",
            Duration.ofSeconds(1),
            log);

    assertThatThrownBy(live::start)
        .isInstanceOf(RefusedException.class)
        .hasMessage("the script does not start: no answer within 1 s");
    Await.until("its thread is gone", () -> !isRunning("script " + name));
  }

  private static boolean isRunning(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(name));
  }
}
