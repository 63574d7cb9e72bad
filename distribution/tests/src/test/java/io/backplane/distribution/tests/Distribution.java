package io.backplane.distribution.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The assembled distribution. */
final class Distribution {

  static final Path HOME = Path.of("..", "target", "backplane").toAbsolutePath().normalize();
  static final Path SCRIPT = HOME.resolve("bin/backplane");

  private Distribution() {}

  static Path greeter(String version) {
    return HOME.resolve("samples/plugins/greeter-" + version + ".jar");
  }

  /** Records the AOT cache, once a build: every later start takes a fraction of the time. */
  static void train() {
    Path caches = HOME.resolve("lib/aot");
    List<Path> before = list(caches);
    Cli.Result result = new Cli(HOME).run("train");
    List<Path> after = list(caches);
    if (result.code() != 0 || after.isEmpty()) {
      throw new AssertionError("no AOT cache: " + result);
    }
    if (after.size() > before.size()) {
      before.forEach(Distribution::delete);
    }
  }

  private static List<Path> list(Path directory) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new data directory, in a path short enough for a socket. */
  static Path newData() {
    try {
      return Files.createTempDirectory(Path.of("/tmp"), "bp-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
