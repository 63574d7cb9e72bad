package io.backplane.units;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What makes a folder a service, and which of its files are the program. */
final class ServiceFiles {

  static final String MANIFEST = "manifest.json";
  static final List<String> REQUIRED = List.of(MANIFEST, "config.schema.json");
  private static final List<String> ENTRIES = List.of("index.js", "index.ts");
  private static final Set<String> NAMES =
      Set.of(
          MANIFEST,
          "config.schema.json",
          "backplane.json",
          "package.json",
          "package-lock.json",
          "jsconfig.json",
          "tsconfig.json",
          "README.md");
  private static final List<String> ENDINGS = List.of(".js", ".mjs", ".ts", ".mts");

  private ServiceFiles() {}

  /** Its first module. */
  static Optional<Path> program(Path directory) {
    return REQUIRED.stream().allMatch(name -> Files.isRegularFile(directory.resolve(name)))
        ? ENTRIES.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst()
        : Optional.empty();
  }

  /** The entries of a workspace that are code, with all below them; the rest is what it made. */
  static List<Path> code(Path workspace) throws IOException {
    try (Stream<Path> entries = Files.list(workspace)) {
      return entries.filter(ServiceFiles::holdsCode).sorted().toList();
    }
  }

  private static boolean holdsCode(Path entry) {
    if (Files.isRegularFile(entry)) {
      return isCode(entry);
    }
    if (!Files.isDirectory(entry) || entry.getFileName().toString().startsWith(".")) {
      return false;
    }
    try (Stream<Path> walk = Files.walk(entry)) {
      return walk.filter(Files::isRegularFile).anyMatch(ServiceFiles::isCode);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isCode(Path file) {
    String name = file.getFileName().toString();
    return NAMES.contains(name) || ENDINGS.stream().anyMatch(name::endsWith);
  }
}
