package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff;
import io.backplane.testing.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample plugins, as they are shipped, each by itself. */
class SamplePluginsTest {

  @Test
  void all_are_shipped_and_say_which_version_they_are() throws Exception {
    try (var files = Files.list(Distribution.HOME.resolve("samples/plugins"))) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(names)
          .containsExactly(
              "counter-1.0.0.jar",
              "counter-1.1.0.jar",
              "greeter-1.0.0.jar",
              "greeter-1.1.0.jar",
              "greeter-1.2.0-hangs.jar",
              "greeter-1.2.0-leaks.jar",
              "greeter-1.2.0-sick.jar",
              "greeter-1.2.0-throws.jar",
              "greeter-2.0.0.jar",
              "hello.js",
              "lamp-1.0.0.jar",
              "lamp-1.1.0.jar");
      for (String name : names.stream().filter(n -> n.endsWith(".jar")).toList()) {
        var file = Distribution.HOME.resolve("samples/plugins").resolve(name).toFile();
        try (var jar = new JarFile(file)) {
          var headers = jar.getManifest().getMainAttributes();
          assertThat(headers.getValue("Bundle-Version")).isEqualTo(name.split("-|\\.jar")[1]);
          assertThat(headers.getValue("Backplane-Plugin")).startsWith(name.split("-")[0] + ";");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "greeter-1.0.0, greeter-1.1.0, MINOR",
    "greeter-1.1.0, greeter-1.2.0-sick, PATCH",
    "greeter-1.1.0, greeter-1.2.0-leaks, PATCH",
    "greeter-1.1.0, greeter-2.0.0, MAJOR",
    "counter-1.0.0, counter-1.1.0, MINOR",
  })
  void a_version_changes_as_much_as_its_number_says(String before, String after, Bump bump)
      throws Exception {
    MetaDiff diff =
        MetaDiff.between(
            SamplePlugin.of(before).unit().meta(), SamplePlugin.of(after).unit().meta());

    assertThat(diff.bump()).isEqualTo(bump);
  }

  @ParameterizedTest
  @ValueSource(strings = {"greeter-1.0.0", "greeter-1.1.0", "greeter-2.0.0"})
  void a_greeter_says_of_itself_before_it_runs_what_it_says_then(String name) throws Exception {
    var file = Distribution.HOME.resolve("samples/plugins").resolve(name + ".jar").toFile();
    try (var jar = new JarFile(file);
        var in = jar.getInputStream(jar.getEntry("META-INF/backplane/meta.json"))) {
      Map<?, ?> said = Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(said)
          .isEqualTo(Json.object(Json.text(SamplePlugin.of(name).unit().meta().toMap())));
    }
  }

  @Test
  void greeter_2_wants_a_name() throws Exception {
    SamplePlugin greeter = SamplePlugin.of("greeter-2.0.0");

    assertThat(greeter.call("hello", Map.of())).isEqualTo("name is required: whom shall I greet?");
    assertThat(greeter.call("hello", Map.of("name", "Ada")))
        .isEqualTo(Map.of("greeting", "Hello, Ada!"));
    assertThat(greeter.call("farewell", Map.of("name", "Ada")))
        .isEqualTo(Map.of("greeting", "Goodbye, Ada!"));
  }

  private static HandedState hand(SamplePlugin from, SamplePlugin to) {
    HandedState state = ((StateHandover) from.unit()).exportState();
    ((StateHandover) to.unit()).importState(state);
    return state;
  }

  @Test
  void a_count_goes_to_another_version_and_back() throws Exception {
    SamplePlugin old = SamplePlugin.of("counter-1.0.0");
    SamplePlugin next = SamplePlugin.of("counter-1.1.0");
    assertThat(old.call("add", Map.of("by", 5))).isEqualTo(Map.of("value", 5L));

    HandedState there = hand(old, next);
    assertThat(next.call("get", Map.of())).isEqualTo(Map.of("value", 5L));
    assertThat(hand(next, old)).isEqualTo(there);
    assertThat(next.call("reset", Map.of())).isEqualTo(Map.of("value", 5L));
    assertThat(next.call("add", Map.of())).isEqualTo(Map.of("value", 1L));
    hand(next, old);
    assertThat(old.call("get", Map.of())).isEqualTo(Map.of("value", 1L));
  }

  @Test
  void a_build_that_throws_throws() {
    assertThatThrownBy(() -> SamplePlugin.of("greeter-1.2.0-throws"))
        .hasRootCauseMessage("this greeter has no voice");
  }

  @Test
  void a_build_that_hangs_cannot_be_interrupted() {
    Thread start =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    SamplePlugin.of("greeter-1.2.0-hangs");
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
    Await.until("it hangs", () -> hangs(start));
    start.interrupt();
    Await.until("it took notice, and hangs on", () -> !start.isInterrupted() && hangs(start));
  }

  private static boolean hangs(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().endsWith("HangingGreeter"));
  }

  @Test
  void a_build_that_turns_sick_works_and_says_so_a_second_later() throws Exception {
    SamplePlugin sick = SamplePlugin.of("greeter-1.2.0-sick");
    HealthCheck health = (HealthCheck) sick.unit();

    Await.until("it is sick", () -> health.check().level() == HealthLevel.UNHEALTHY);
    assertThat((long) health.check().facts().get("ageMs")).isGreaterThanOrEqualTo(1_000);
    assertThat(sick.call("hello", Map.of()))
        .isEqualTo(Map.of("greeting", "Hello, World! Good to see you."));
  }

  @Test
  void a_build_that_leaks_has_a_thread_of_its_own_code() throws Exception {
    SamplePlugin.of("greeter-1.2.0-leaks");

    Await.until(
        "its thread runs",
        () ->
            Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("greeter-echo"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().endsWith("LeakingGreeter")));
  }
}
