package io.backplane.files.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;

/**
 * What to look for.
 *
 * @param text 1 to {@link FileLimits#QUERY_LENGTH_MAX} characters
 * @param regex whether the text is a regular expression, of Java's, for one line at a time
 * @param caseSensitive whether capitals differ from small letters
 * @param glob files to look into, such as {@code *.js,*.ts} or {@code lib/**}; empty for all. One
 *     without a slash is for names, one with a slash for paths from where the search begins
 */
public record FileQuery(String text, boolean regex, boolean caseSensitive, String glob) {

  /**
   * @throws RefusedException {@link Refusal.Invalid}
   */
  public FileQuery {
    check("search", text);
    check("glob", glob);
    if (text.isEmpty()) {
      throw new RefusedException(new Refusal.Invalid("search", "is empty"));
    }
  }

  private static void check(String field, String text) {
    if (text.length() > FileLimits.QUERY_LENGTH_MAX) {
      throw new RefusedException(
          new Refusal.Invalid(
              field, "is longer than " + FileLimits.QUERY_LENGTH_MAX + " characters"));
    }
  }
}
