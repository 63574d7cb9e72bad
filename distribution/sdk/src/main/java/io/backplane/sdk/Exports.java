package io.backplane.sdk;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaExport;
import io.backplane.meta.spi.MetaExport.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code --export-meta} and {@code --export-doc}. */
record Exports(Optional<Meta> meta, OutputStream out, PrintStream err) {

  private static final Set<Format> DOCUMENTS =
      EnumSet.of(Format.MARKDOWN, Format.OPENAPI, Format.HTML, Format.TYPESCRIPT);

  /** With the members that only this platform reads: it learns of streams and health by them. */
  int exportMeta(String path) {
    return meta.map(m -> write(path, Json.indented(Json.sorted(m.toMap())))).orElseGet(this::none);
  }

  /**
   * @param wish {@code format} or {@code format=path}
   */
  int exportDoc(String wish) {
    int equals = wish.indexOf('=');
    String word = equals < 0 ? wish : wish.substring(0, equals);
    Optional<Format> format = format(word);
    if (format.isEmpty()) {
      err.print("Error: Unknown format '" + word + "'. Supported: markdown, openapi, html, ts\n");
      return 1;
    }
    String path = equals < 0 ? "" : wish.substring(equals + 1);
    return meta.map(m -> write(path, MetaExport.write(m, format.get()))).orElseGet(this::none);
  }

  private static Optional<Format> format(String word) {
    try {
      return Optional.of(Format.of(word)).filter(DOCUMENTS::contains);
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private int none() {
    err.print("Error: this driver has no meta\n");
    return 1;
  }

  private int write(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (path.isEmpty()) {
      try {
        out.write(bytes);
        out.flush();
        return 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      Files.write(Path.of(path), bytes);
      return 0;
    } catch (IOException | InvalidPathException e) {
      err.print("Failed to write file: " + path + "\n");
      return 1;
    }
  }
}
