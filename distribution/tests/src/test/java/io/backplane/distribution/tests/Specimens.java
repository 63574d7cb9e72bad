package io.backplane.distribution.tests;

import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Plugins for tests in a running kernel. */
final class Specimens {

  private Specimens() {}

  /** Drops one in, the way to be sure of: written elsewhere, then renamed; returns once active. */
  static Path drop(RunningKernel kernel, String id, String version) {
    Path file = kernel.deploy().resolve(id + ".jar");
    try {
      Path aside = PluginJar.of(id, version).write(kernel.deploy().resolve(id + ".part"));
      Files.move(aside, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitActive(kernel, id, version);
    return file;
  }

  static void awaitActive(RunningKernel kernel, String id, String version) {
    Await.value(
        id + " " + version + " is active",
        () -> plugin(kernel, id),
        plugin -> version.equals(plugin.get("version")) && "active".equals(plugin.get("state")));
  }

  static void awaitGone(RunningKernel kernel, String id) {
    Await.value(id + " is gone", () -> plugin(kernel, id), Map::isEmpty);
  }

  /** As REST shows it; empty when it is not there. */
  static Map<String, Object> plugin(RunningKernel kernel, String id) {
    return Json.list(kernel.admin().json("/api/plugins"), "plugins").stream()
        .filter(plugin -> plugin.get("id").equals(id))
        .findFirst()
        .orElse(Map.of());
  }

  /** How many calls a specimen holds. */
  static int inside(Rest rest, String id) {
    return (Integer) rest.call(id, "inside", Map.of()).get("value");
  }
}
