package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was there comes back, whatever became of the kernel and of the framework's cache. */
class SurvivalTest {

  /** What must be the same afterwards. */
  private record Picture(List<Map<String, Object>> plugins, Object greeting, int status) {

    static Picture of(RunningKernel kernel, Rest rest) {
      for (String id : List.of("greeter", "specimen")) {
        Specimens.awaitActive(kernel, id, "1.0.0");
      }
      List<Map<String, Object>> plugins =
          Json.list(kernel.cli().json("runtime", "plugins"), "plugins");
      plugins.forEach(plugin -> plugin.remove("startedAt"));
      return new Picture(
          plugins,
          kernel.cli().run("call", "greeter", "hello").ok(),
          rest.status("GET", "/api/plugins"));
    }
  }

  @Test
  void it_comes_back_the_same_after_a_kill_and_with_its_cache_gone_or_garbage() throws IOException {
    try (var kernel = RunningKernel.start()) {
      String token = kernel.token("viewer");
      String greeter = Distribution.greeter("1.0.0").toString();
      kernel.cli().run("runtime", "plugin-load", "greeter", "--entry", greeter).ok();
      Specimens.drop(kernel, "specimen", "1.0.0");
      Picture before = Picture.of(kernel, kernel.stranger().token(token));
      Path cache = kernel.data().resolve("run/cache");

      kernel.kill();
      kernel.launch(kernel.cli());
      assertThat(Picture.of(kernel, kernel.stranger().token(token))).isEqualTo(before);

      kernel.end();
      Distribution.delete(cache);
      kernel.launch(kernel.cli());
      assertThat(Picture.of(kernel, kernel.stranger().token(token))).isEqualTo(before);

      kernel.kill();
      fillWithGarbage(cache);
      kernel.launch(kernel.cli());
      assertThat(Picture.of(kernel, kernel.stranger().token(token))).isEqualTo(before);
      assertThat(Json.list(kernel.admin().json("/api/events"), "events"))
          .filteredOn(event -> !event.get("level").equals("info"))
          .isEmpty();
    }
  }

  private static void fillWithGarbage(Path cache) throws IOException {
    try (var files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    Files.writeString(cache.resolve("bundle999"), "not even a directory");
  }
}
