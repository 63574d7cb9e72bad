package io.backplane.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/** The machine code behind the driver, unpacked to a directory of ours. */
final class NativeLibrary {

  /** The driver reads from here where the library lies; its own unpacking compares byte by byte. */
  private static final String PATH = "org.sqlite.lib.path";

  private static final String NAME = "org.sqlite.lib.name";

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
      Path library = unpack(directory);
      System.setProperty(PATH, directory.toString());
      System.setProperty(NAME, library.getFileName().toString());
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

  private static Path unpack(Path directory) throws IOException {
    String folder = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/";
    for (String name : new String[] {System.mapLibraryName("sqlitejdbc"), "libsqlitejdbc.dylib"}) {
      try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(folder + name)) {
        if (in != null) {
          Path library = directory.resolve(name);
          Files.copy(in, library);
          return library;
        }
      }
    }
    throw new IOException("the driver has no library for this machine in " + folder);
  }

  private static void empty(Path directory) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(directory)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }
}
