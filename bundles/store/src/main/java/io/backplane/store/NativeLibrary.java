package io.backplane.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/** The machine code behind the driver, unpacked to a directory of ours. */
final class NativeLibrary {

  /** The driver reads its directory from here and nowhere else. */
  private static final String DIRECTORY = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /**
   * Loads it, once per process. The directory belongs to one kernel and is emptied: a killed
   * kernel's copy would stay for ever.
   *
   * @throws IllegalStateException it cannot be used: the message names the directory and the way
   *     out
   */
  static void load(Path directory) {
    try {
      Files.createDirectories(directory);
      empty(directory);
      System.setProperty(DIRECTORY, directory.toString());
      if (!SQLiteJDBCLoader.initialize()) {
        throw new IOException("the driver does not say why");
      }
    } catch (Exception | LinkageError e) {
      throw new IllegalStateException(
          "SQLite's native library cannot be used from %s: it needs a directory that is writable and"
                  .formatted(directory)
              + " not mounted noexec, and a processor that the driver supports ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static void empty(Path directory) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, "sqlite-*")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }
}
