package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files that come, change and go under a running kernel; each test has a plugin of its own. */
class DropInTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Path place(String id) {
    return kernel.deploy().resolve(id + ".jar");
  }

  @Test
  void a_copied_sample_greets_and_is_unloaded_when_it_is_removed() throws IOException {
    Path file = place("greeter");
    Files.copy(Distribution.greeter("1.0.0"), file);
    Specimens.awaitActive(kernel, "greeter", "1.0.0");
    assertThat(kernel.admin().call("greeter", "hello", Map.of("name", "Ada")))
        .containsEntry("value", Map.of("greeting", "Hello, Ada!"));
    Files.delete(file);
    Specimens.awaitGone(kernel, "greeter");
    Await.value(
        "it cannot be called",
        () -> kernel.admin().status("POST", "/api/units/greeter/call/hello"),
        status -> status == 404);
  }

  @Test
  void a_file_is_loaded_only_once_it_is_whole() throws IOException {
    byte[] jar = PluginJar.of("slow", "1.0.0").ballast(200_000).bytes();
    try (OutputStream out = Files.newOutputStream(place("slow"))) {
      out.write(Arrays.copyOf(jar, jar.length / 2));
      out.flush();
      // Another file that comes later has been seen and taken: so the half one has been seen too.
      Specimens.drop(kernel, "meanwhile", "1.0.0");
      assertThat(Specimens.plugin(kernel, "slow")).isEmpty();
      out.write(jar, jar.length / 2, jar.length - jar.length / 2);
    }
    Specimens.awaitActive(kernel, "slow", "1.0.0");
    assertThat(Json.list(kernel.admin().json("/api/plugins"), "rejected")).isEmpty();
  }

  @Test
  void a_file_that_is_renamed_stays_loaded() throws IOException {
    Path file = Specimens.drop(kernel, "renamed", "1.0.0");
    Object started = Specimens.plugin(kernel, "renamed").get("startedAt");
    Path other = file.resolveSibling("other-name.jar");
    Files.move(file, other);
    Await.value(
        "its new name is known",
        () -> Specimens.plugin(kernel, "renamed"),
        plugin -> other.toString().equals(plugin.get("entry")));
    assertThat(Specimens.plugin(kernel, "renamed"))
        .containsEntry("state", "active")
        .containsEntry("startedAt", started);
  }

  @Test
  void rewriting_it_in_place_under_load_fails_no_call() {
    Path file = Specimens.drop(kernel, "loaded", "1.0.0");
    LoopingCaller caller = new LoopingCaller(kernel.rest("viewer"), "loaded");
    try (caller) {
      Await.until("it is warm", () -> caller.calls() > 500);
      caller.measure();
      for (String version : List.of("1.1.0", "1.2.0", "1.3.0", "1.4.0")) {
        PluginJar.of("loaded", version).write(file);
        Await.until(version + " answers", () -> caller.versions().contains(version));
        long calls = caller.calls();
        Await.until("it has answered a while", () -> caller.calls() > calls + 100);
      }
    }
    assertThat(caller.failures()).isEmpty();
    assertThat(caller.perSecond()).isGreaterThan(200);
  }

  @Test
  void a_broken_jar_changes_nothing_and_is_told_everywhere() throws IOException {
    Path file = Specimens.drop(kernel, "whole", "1.0.0");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0});
    Map<String, Object> listed =
        Await.value(
            "it is rejected",
            () -> kernel.cli().json("runtime", "plugins"),
            answer -> !Json.list(answer, "rejected").isEmpty());
    Map<String, Object> rejected = Json.list(listed, "rejected").getFirst();
    assertThat(rejected).containsEntry("file", "whole.jar");
    assertThat((String) rejected.get("reason")).startsWith("the jar is broken");
    assertThat(kernel.cli().run("runtime", "plugins").ok())
        .contains("rejected: whole.jar: the jar");
    assertThat(Json.list(kernel.admin().json("/api/plugins"), "rejected"))
        .containsExactly(rejected);
    assertThat(Json.list(kernel.admin().json("/api/events?type=plugin.rejected"), "events"))
        .filteredOn(event -> event.get("subject").equals("whole.jar"))
        .extracting(event -> event.get("level"))
        .containsExactly("error");

    assertThat(kernel.admin().call("whole", "version", Map.of())).containsEntry("value", "1.0.0");
    PluginJar.of("whole", "1.1.0").write(file);
    Specimens.awaitActive(kernel, "whole", "1.1.0");
    assertThat(Json.list(kernel.admin().json("/api/plugins"), "rejected")).isEmpty();
  }

  @Test
  void of_two_files_with_one_id_the_higher_version_counts() throws IOException {
    Path low = Specimens.drop(kernel, "twice", "1.0.0");
    Path high = PluginJar.of("twice", "2.0.0").write(low.resolveSibling("twice-high.jar"));
    Specimens.awaitActive(kernel, "twice", "2.0.0");
    Files.delete(high);
    Specimens.awaitActive(kernel, "twice", "1.0.0");
  }
}
