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

/** The modules that can be imported by name: those of every service, and the host's own. */
final class BuiltIns {

  private static final String MAIN = "stdiolink";

  private static final String KERNEL = "backplane";

  /** What their names begin with that are the host's own. */
  private static final String OWN = "backplane/";

  /** In the order in which they are evaluated, at the start. */
  private static final List<String> NAMES =
      List.of(
          "constants",
          "path",
          "fs",
          "time",
          "log",
          "http",
          "process",
          "driver",
          MAIN,
          OWN + "host",
          OWN + "service");

  /** Evaluated when they are imported: reading them takes a while, and few services do. */
  private static final List<String> LATER = List.of(KERNEL);

  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final Map<String, Path> paths = new LinkedHashMap<>();

  BuiltIns() {
    NAMES.forEach(name -> provide(specifier(name), read(name.replace(OWN, ""))));
    LATER.forEach(name -> provide(name, read(name)));
  }

  private static String specifier(String name) {
    return name.equals(MAIN) || name.startsWith(OWN) ? name : MAIN + "/" + name;
  }

  /** Lets a text be imported by this name. */
  void provide(String specifier, String text) {
    Path path = Path.of("/backplane:built-in", specifier.replace("backplane/", "") + ".mjs");
    paths.put(specifier, path);
    texts.put(path, text);
  }

  private static String read(String name) {
    try (InputStream in =
        BuiltIns.class.getResourceAsStream("/io/backplane/host/modules/" + name + ".js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those to be evaluated at the start, such as {@code stdiolink/fs}. */
  static List<String> atStart() {
    return NAMES.stream().map(BuiltIns::specifier).toList();
  }

  Optional<Path> path(String specifier) {
    return Optional.ofNullable(paths.get(specifier));
  }

  Optional<String> text(Path path) {
    return Optional.ofNullable(texts.get(path));
  }
}
