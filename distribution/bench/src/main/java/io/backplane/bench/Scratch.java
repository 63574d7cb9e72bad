package io.backplane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory for one run; what is in it goes with it. */
final class Scratch implements AutoCloseable {

  private final Path root;
  private int made;

  Scratch() throws IOException {
    root = Files.createTempDirectory("backplane-bench");
  }

  /** A name in it that nothing has yet. */
  Path fresh(String name) {
    return root.resolve(name + "-" + ++made);
  }

  Path freshDirectory(String name) throws IOException {
    return Files.createDirectory(fresh(name));
  }

  @Override
  public void close() {
    delete(root);
  }

  static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
