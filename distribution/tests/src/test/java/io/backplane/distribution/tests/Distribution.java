package io.backplane.distribution.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

  /**
   * Another one with the same parts but for samples, caches and what only services need, to which
   * bundles may be added.
   */
  static Path copy(Path to) throws IOException {
    for (String part : List.of("bin", "lib", "conf", "bundles")) {
      try (var files = Files.walk(HOME.resolve(part))) {
        for (Path file :
            files.filter(Files::isRegularFile).filter(Distribution::ofTheKernel).toList()) {
          Path target = to.resolve(HOME.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }

  private static boolean ofTheKernel(Path file) {
    Path lib = HOME.resolve("lib");
    return Stream.of("esbuild", "typescript", "jit", "inspect")
        .noneMatch(folder -> file.startsWith(lib.resolve(folder)));
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
