package io.backplane.host.modules;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** New content of a file: all of it is there at once, or the file stays as it was. */
final class Replacement {

  private Replacement() {}

  /** The file keeps its permissions, and stays behind the links that lead to it. */
  static void of(Path file, byte[] content) throws IOException {
    if (!Files.exists(file)) {
      move(file, content, false);
    } else if (Files.isRegularFile(file) && !isOpen(file)) {
      move(file.toRealPath(), content, true);
    } else {
      Files.write(file, content); // a pipe or a device has nothing to be replaced
    }
  }

  /** What somebody has open, such as {@code /dev/stdout}, would go on without the new content. */
  private static boolean isOpen(Path file) {
    Path place = file.toAbsolutePath().normalize();
    return place.startsWith("/dev") || place.startsWith("/proc");
  }

  private static void move(Path file, byte[] content, boolean replaces) throws IOException {
    if (replaces && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    Path written = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(written, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (replaces) {
        copyPermissions(file, written);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    var source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (source != null) {
      Files.setPosixFilePermissions(to, source.readAttributes().permissions());
    }
  }
}
