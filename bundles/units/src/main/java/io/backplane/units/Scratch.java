package io.backplane.units;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** A private directory for a while. */
record Scratch(Path path) implements AutoCloseable {

  /** Below the kernel's own, where nobody else looks. */
  static Scratch in(Path data) throws IOException {
    Path attempts = data.resolve("run").resolve("attempts");
    return new Scratch(FileModes.privateDirectory(attempts.resolve(UUID.randomUUID().toString())));
  }

  @Override
  public void close() throws IOException {
    FileModes.delete(path);
  }
}
