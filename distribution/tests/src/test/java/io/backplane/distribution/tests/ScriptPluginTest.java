package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** A plugin in JavaScript, on the class path and in the framework that it has in the kernel. */
class ScriptPluginTest {

  private static final String SOURCE =
      """
      let calls = 0;
      export const commands = {
        async count({ step = 1 }, call) {
          call.event('from', { calls });
          await new Promise((done) => setTimeout(done, 1));
          calls += step;
          return { calls };
        },
        fail() { throw new Error('out of order'); },
      };
      export const health = () => (calls < 10 ? true : 'counted too far');
      """;

  private static void write(Path file, String version, String source) throws IOException {
    var manifest = new Manifest();
    Map.of(
            "Manifest-Version", "1.0",
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "script.counter",
            "Bundle-Version", version,
            "Backplane-Plugin", "counter;api=\"[1.0,2)\"",
            "Backplane-Script", "plugin.js")
        .forEach(manifest.getMainAttributes()::putValue);
    Path partial = Files.createTempFile(file.getParent(), ".part", "");
    try (var jar = new JarOutputStream(Files.newOutputStream(partial), manifest)) {
      jar.putNextEntry(new ZipEntry("plugin.js"));
      jar.write(source.getBytes(StandardCharsets.UTF_8));
    }
    Files.move(partial, file);
  }

  @Test
  void the_engine_is_made_for_the_first_script_and_runs_it() throws IOException {
    try (var kernel = RunningKernel.none()) {
      Path log = kernel.data().resolve("classes.log");
      Files.createDirectories(kernel.data());
      kernel.launch(kernel.cli().with("BACKPLANE_JAVA_OPTS", "-Xlog:class+load:file=" + log));
      assertThat(engines(log)).isEmpty();

      write(kernel.deploy().resolve("counter.jar"), "1.0.0", SOURCE);
      Specimens.awaitActive(kernel, "counter", "1.0.0");
      assertThat(engines(log)).isNotEmpty();
      Rest rest = kernel.admin();
      assertThat(rest.call("counter", "count", Map.of("step", 4)))
          .containsEntry("value", Map.of("calls", 4));
      assertThat(kernel.cli().run("call", "counter", "count").ok()).contains("\"calls\" : 5");
      assertThat(kernel.cli().run("call", "counter", "fail").err()).contains("out of order");
      assertThat(health(rest)).isEqualTo("healthy");
      rest.call("counter", "count", Map.of("step", 20));
      assertThat(health(rest)).isEqualTo("unhealthy");

      Files.delete(kernel.deploy().resolve("counter.jar"));
      Specimens.awaitGone(kernel, "counter");
      Await.until("its check is gone", () -> health(rest).isEmpty());
    }
  }

  private static List<String> engines(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("] org.graalvm.") || line.contains("] com.oracle.truffle."))
        .toList();
  }

  /** What the plugin's own check says; empty when there is none. */
  private static String health(Rest rest) {
    return Json.list(rest.json("/api/health"), "checks").stream()
        .filter(part -> part.get("name").equals("counter"))
        .map(part -> (String) part.get("level"))
        .findFirst()
        .orElse("");
  }

  @Test
  void a_script_that_does_not_start_says_why_at_once() throws IOException {
    try (var kernel = RunningKernel.start()) {
      write(kernel.deploy().resolve("counter.jar"), "1.0.0", "export const commands = {\n  oops(");
      Map<String, Object> listed =
          Await.value(
              "it is rejected",
              () -> kernel.admin().json("/api/plugins"),
              answer -> !Json.list(answer, "rejected").isEmpty());

      assertThat((String) Json.list(listed, "rejected").getFirst().get("reason"))
          .startsWith("the script does not start: /plugin.js:2:");
    }
  }
}
