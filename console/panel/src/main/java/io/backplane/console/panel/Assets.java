package io.backplane.console.panel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the built front end, which lie in this bundle under {@code ui/}. */
final class Assets {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "ttf", "font/ttf",
          "woff2", "font/woff2",
          "png", "image/png",
          "json", "application/json",
          "map", "application/json");

  private Assets() {}

  /**
   * A page's template with its places filled in; empty when this was built without the front end.
   */
  static Optional<String> page(String file, String nonce) throws IOException {
    return read(file)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(page -> page.replace("@ROOT@", "").replace("@NONCE@", nonce));
  }

  /** A file's bytes; empty for what does not exist or is no plain name. */
  static Optional<byte[]> read(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = Assets.class.getResourceAsStream("/ui/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  /** What a file is served as; empty for kinds that are not served. */
  static Optional<String> type(String name) {
    return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  /** The files that the login page needs: all that is served to strangers. */
  static Set<String> open() throws IOException {
    var names = new HashSet<String>();
    Optional<byte[]> list = read("public.json");
    if (list.isPresent()) {
      Matcher quoted = QUOTED.matcher(new String(list.get(), StandardCharsets.UTF_8));
      while (quoted.find()) {
        names.add(quoted.group(1));
      }
    }
    return names;
  }
}
