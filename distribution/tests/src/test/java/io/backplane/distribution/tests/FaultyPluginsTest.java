package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample builds that go wrong, each in the place of a greeter that does not. */
class FaultyPluginsTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() throws IOException {
    kernel = RunningKernel.none();
    Path conf = Files.createDirectories(kernel.data().resolve("conf"));
    Files.writeString(
        conf.resolve("backplane.properties"),
        "plugins.start-limit = 2s\nplugins.health-window = 3s\n");
    kernel.launch(kernel.cli());
    load("greeter-1.1.0");
    load("counter-1.0.0");
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static String sample(String name) {
    return Distribution.HOME.resolve("samples/plugins").resolve(name + ".jar").toString();
  }

  private static void load(String name) {
    String id = name.split("-")[0];
    kernel.cli().run("runtime", "plugin-load", id, "--entry", sample(name)).ok();
  }

  private static Result update(String name, String... more) {
    String id = name.split("-")[0];
    var words = new ArrayList<>(List.of("runtime", "hot-update", id, "--entry", sample(name)));
    words.addAll(List.of(more));
    return kernel.cli().run(words.toArray(String[]::new));
  }

  private static void assertGreets() {
    assertThat(kernel.cli().run("call", "greeter", "hello").ok()).contains("Good to see you.");
    assertThat(kernel.cli().json("runtime", "plugin-show", "greeter"))
        .containsEntry("version", "1.1.0")
        .containsEntry("state", "active");
  }

  @Test
  void what_throws_hangs_or_turns_sick_is_given_up_while_neighbours_answer() throws Exception {
    var caller = new LoopingCaller(kernel.admin(), "counter", "get");
    try (caller) {
      assertThat(update("greeter-1.2.0-throws").out())
          .contains("abandoned")
          .contains("this greeter has no voice");
      assertGreets();
      assertThat(update("greeter-1.2.0-hangs").out()).contains("it hangs until a restart");
      assertThat(kernel.cli().run("runtime", "health").ok())
          .contains("greeter 1.2.0 does not start and holds a thread until the kernel restarts");
      assertGreets();
      Result sick = update("greeter-1.2.0-sick");
      assertThat(sick.code()).isEqualTo(1);
      assertThat(sick.out()).contains("rolled-back: it is not well");
      assertGreets();
    }
    assertThat(caller.failures()).isEmpty();
  }

  /** The delay before the first full collection is ten seconds. */
  @Test
  void what_leaks_is_named_and_traced() {
    assertThat(update("greeter-1.2.0-leaks", "--health-window", "0ms").code()).isZero();
    kernel.cli().run("runtime", "rollback", "greeter", "--health-window", "0ms").ok();
    String leaks =
        Await.value(
            "the leak is told",
            Duration.ofSeconds(40),
            () -> kernel.cli().run("runtime", "plugin-leaks", "greeter").ok(),
            told -> told.contains("greeter 1.2.0"));
    assertThat(leaks).contains("greeter-echo");
    assertThat(kernel.cli().run("runtime", "plugin-leaks", "greeter", "--dump").ok())
        .contains("held by: thread")
        .contains("LeakingGreeter");
    assertThat(kernel.cli().run("runtime", "updates", "greeter", "--json").ok())
        .contains("1.2.0 is not collected")
        .contains("1.1.0 collected in");
  }

  @Test
  void an_incompatible_change_is_a_major_update() {
    assertThat(update("greeter-2.0.0", "--dry-run").out())
        .contains("1.1.0 → 2.0.0 (major)")
        .contains("hello.name is required now")
        .contains("command farewell is new");
  }
}
