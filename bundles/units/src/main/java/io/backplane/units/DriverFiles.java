package io.backplane.units;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds drivers the way StdioLink's own server does. */
final class DriverFiles {

  static final String PREFIX = "stdio.drv.";

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
}
