package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Bodies that are files. */
final class Uploads {

  private static final long BYTES_MAX = 64L << 20;

  private Uploads() {}

  /**
   * Takes the body of a request into a file of its own, which the caller deletes.
   *
   * @throws RefusedException {@link Refusal.Invalid} for one that is too large
   */
  static Path receive(Exchange exchange, Path directory, String suffix) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.createTempFile(directory, "upload", suffix);
    try {
      copy(exchange.request().getInputStream(), file);
      return file;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Removes what was left behind. */
  static void clear(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "upload*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(InputStream body, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long received = 0;
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        received += n;
        if (received > BYTES_MAX) {
          throw new RefusedException(
              new Refusal.Invalid("body", "is larger than " + (BYTES_MAX >> 20) + " MiB"));
        }
        out.write(buffer, 0, n);
      }
    }
  }
}
