package io.backplane.files.spi;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;

/**
 * What a search has found.
 *
 * @param truncated whether a limit has ended it before everything was looked through
 */
public record FileMatches(List<Match> matches, boolean truncated) {

  public FileMatches {
    matches = List.copyOf(matches);
  }

  /**
   * One place.
   *
   * @param line from 1
   * @param column from 1, in UTF-16 units, as {@code length} is
   * @param text the line, or of a long one {@link FileLimits#EXCERPT_LENGTH_MAX} characters
   * @param textColumn where in its line the text begins, from 1
   */
  public record Match(String path, int line, int column, int length, String text, int textColumn) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "path", path,
          "line", line,
          "column", column,
          "length", length,
          "text", text,
          "textColumn", textColumn);
    }
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "matches", matches.stream().map(Match::toMap).toList(), "truncated", truncated);
  }
}
