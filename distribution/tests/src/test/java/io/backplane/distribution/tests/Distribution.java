package io.backplane.distribution.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The assembled distribution. */
final class Distribution {

  static final Path HOME = Path.of("..", "target", "backplane").toAbsolutePath().normalize();
  static final Path SCRIPT = HOME.resolve("bin/backplane");

  private Distribution() {}

  static Path greeter(String version) {
    return HOME.resolve("samples/plugins/greeter-" + version + ".jar");
  }

  /** The directory of a sample driver. */
  static Path driver(String name) {
    return HOME.resolve("samples/drivers").resolve(name);
  }

  /** A new data directory, in a path short enough for a socket and named after this test run. */
  static Path newData() {
    try {
      String run = "bp-" + ProcessHandle.current().pid() + "-";
      return Files.createTempDirectory(Path.of("/tmp"), run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
