package io.backplane.units;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds drivers the way StdioLink's own server does. */
final class DriverFiles {

  static final String PREFIX = "stdio.drv.";
  private static final String FAILED = ".failed";

  private DriverFiles() {}

  /** The first executable file of that prefix. */
  static Optional<Path> program(Path directory) throws IOException {
    return candidates(directory).stream().filter(Files::isExecutable).findFirst();
  }

  /** A packer that knows no modes has lost the program's. */
  static void makeProgramsExecutable(Path directory) throws IOException {
    if (program(directory).isEmpty()) {
      for (Path candidate : candidates(directory)) {
        FileModes.set(candidate, true);
      }
    }
  }

  private static List<Path> candidates(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** The directories of a tree that may hold a driver each. */
  static List<Path> drivers(Path tree) throws IOException {
    try (Stream<Path> children = Files.list(tree)) {
      return children
          .filter(Files::isDirectory)
          .filter(child -> !child.getFileName().toString().endsWith(FAILED))
          .sorted()
          .toList();
    }
  }

  /** A name for an instance out of a program's: {@code thermometer}, by the rule of names. */
  static String instanceName(String program) {
    String name = program.startsWith(PREFIX) ? program.substring(PREFIX.length()) : program;
    name = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    int dot = name.indexOf('.');
    name = dot > 0 ? name.substring(0, dot) : name;
    name = name.replaceAll("^[^a-z]+", "");
    return name.isEmpty() ? "driver" : name.substring(0, Math.min(name.length(), 56));
  }
}
