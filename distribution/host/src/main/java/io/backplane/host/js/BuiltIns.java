package io.backplane.host.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The modules that every service can import by name. */
final class BuiltIns {

  private static final String MAIN = "stdiolink";

  /** In the order in which they are evaluated. */
  static final List<String> NAMES =
      List.of("constants", "path", "fs", "time", "log", "http", "process", "driver", MAIN);

  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final Map<String, Path> paths = new LinkedHashMap<>();

  BuiltIns() {
    for (String name : NAMES) {
      String specifier = name.equals(MAIN) ? MAIN : MAIN + "/" + name;
      Path path = Path.of("/backplane:built-in", name + ".mjs");
      paths.put(specifier, path);
      texts.put(path, read(name));
    }
  }

  private static String read(String name) {
    try (InputStream in =
        BuiltIns.class.getResourceAsStream("/io/backplane/host/modules/" + name + ".js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What people import, such as {@code stdiolink/fs}. */
  List<String> specifiers() {
    return List.copyOf(paths.keySet());
  }

  Optional<Path> path(String specifier) {
    return Optional.ofNullable(paths.get(specifier));
  }

  Optional<String> text(Path path) {
    return Optional.ofNullable(texts.get(path));
  }
}
