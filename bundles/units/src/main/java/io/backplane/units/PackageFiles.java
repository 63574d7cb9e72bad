package io.backplane.units;

import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells by its files what kind of package a directory is. */
final class PackageFiles {

  private static final String FAILED = ".failed";

  private PackageFiles() {}

  static Optional<Kind> kind(Path directory) throws IOException {
    if (DriverFiles.program(directory).isPresent()) {
      return Optional.of(Kind.DRIVER);
    }
    return ServiceFiles.program(directory).map(_ -> Kind.SERVICE);
  }

  static Path program(Path directory, Kind kind) throws IOException {
    return switch (kind) {
      case DRIVER -> DriverFiles.program(directory).orElseThrow();
      case SERVICE -> ServiceFiles.program(directory).orElseThrow();
    };
  }

  /** A name for an instance, by the rule of names: {@code thermometer}, {@code report}. */
  static String instanceName(UnitPackage pack) {
    String name = pack.kind() == Kind.DRIVER ? driverName(pack.program()) : pack.id();
    name = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z]+", "");
    return name.isEmpty() ? pack.kind().word() : name.substring(0, Math.min(name.length(), 56));
  }

  private static String driverName(String program) {
    String name =
        program.startsWith(DriverFiles.PREFIX)
            ? program.substring(DriverFiles.PREFIX.length())
            : program;
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The directories of a tree that may hold a package each. */
  static List<Path> children(Path tree) throws IOException {
    try (Stream<Path> children = Files.list(tree)) {
      return children
          .filter(Files::isDirectory)
          .filter(child -> !child.getFileName().toString().endsWith(FAILED))
          .sorted()
          .toList();
    }
  }
}
