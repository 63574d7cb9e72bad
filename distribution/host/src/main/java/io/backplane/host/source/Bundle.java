package io.backplane.host.source;

import io.backplane.host.js.Substitute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What esbuild has made: a text with its source map in its last line. */
final class Bundle {

  private static final String MAP = "//# sourceMappingURL=data:application/json;base64,";

  private final Path entry;
  private final String text;
  private final Pattern place;
  private Optional<SourceMap> map;

  Bundle(Path entry, String text) {
    this.entry = entry;
    this.text = text;
    this.place = Pattern.compile(Pattern.quote(entry.toString()) + ":(\\d+):(\\d+)");
  }

  /** The map stays in its text, for debuggers. */
  Substitute substitute() {
    return new Substitute(entry, text, this::places);
  }

  private String places(String frame) {
    return place.matcher(frame).replaceAll(found -> Matcher.quoteReplacement(origin(found)));
  }

  private String origin(MatchResult found) {
    return map()
        .flatMap(it -> it.at(number(found, 1), number(found, 2)))
        .map(
            at ->
                "%s:%d:%d"
                    .formatted(
                        entry.resolveSibling(at.source()).normalize(), at.line(), at.column()))
        .orElse(entry.toString());
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  /** Read when the first error asks for it. */
  private synchronized Optional<SourceMap> map() {
    if (map == null) {
      int at = text.lastIndexOf(MAP);
      map =
          at < 0
              ? Optional.empty()
              : Optional.of(
                  new SourceMap(
                      new String(
                          Base64.getDecoder().decode(text.substring(at + MAP.length()).strip()),
                          StandardCharsets.UTF_8)));
    }
    return map;
  }
}
