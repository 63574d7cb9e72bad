package io.backplane.units;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Files of a package are for reading; what an instance holds is its owner's. */
final class FileModes {

  private FileModes() {}

  static void set(Path file, boolean executable) throws IOException {
    mode(file, executable ? "r-xr-xr-x" : "r--r--r--");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /** Makes a directory that nobody else may look into. */
  static Path privateDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    mode(directory, "rwx------");
    return directory;
  }

  /** Writes a file of mode 0600, whole or not at all. */
  static void writePrivately(Path file, String text) throws IOException {
    Path staged =
        Files.createTempFile(
            file.getParent(),
            "." + file.getFileName(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(staged, text.getBytes(StandardCharsets.UTF_8));
      Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Copies a file, or a directory with all in it, so that its owner may change the copy. */
  static void copyForEditing(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path source : walk.toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else if (Files.isRegularFile(source)) {
          Files.copy(source, target);
          mode(target, Files.isExecutable(source) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  /** Removes a directory with all in it; links are removed, not followed. */
  static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // a process may still be tidying up
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, IOException e) throws IOException {
            Files.deleteIfExists(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
