package io.backplane.supervisor.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which lines of a log.
 *
 * @param level the quietest that is wanted
 * @param stream only this one
 * @param text what the line contains, whatever its case
 * @param pattern what is found in the line
 */
public record LogQuery(
    Optional<Instant> since,
    Optional<Instant> until,
    LogLevel level,
    Optional<LogStream> stream,
    String text,
    Optional<Pattern> pattern) {

  public static final LogQuery ALL =
      new LogQuery(
          Optional.empty(),
          Optional.empty(),
          LogLevel.TRACE,
          Optional.empty(),
          "",
          Optional.empty());

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is no regular expression
   */
  public static Pattern regex(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new RefusedException(
          new Refusal.Invalid("regex", "is not a regular expression: " + e.getDescription()));
    }
  }

  /** Whether this line is wanted. */
  public boolean matches(LogLine line) {
    return matchesHead(line) && matchesText(line);
  }

  /** Whether level, stream and time are as wanted; quick. */
  public boolean matchesHead(LogLine line) {
    return line.level().compareTo(level) >= 0
        && stream.map(s -> s == line.stream()).orElse(true)
        && since.map(t -> !line.at().isBefore(t)).orElse(true)
        && until.map(t -> line.at().isBefore(t)).orElse(true);
  }

  /** Whether the text is as wanted; as slow as the pattern is. */
  public boolean matchesText(LogLine line) {
    return (text.isEmpty() || contains(line.text(), text))
        && pattern.map(p -> finds(p, line.text())).orElse(true);
  }

  /** A pattern that is too deep for this line is not found in it. */
  private static boolean finds(Pattern pattern, String line) {
    try {
      return pattern.matcher(line).find();
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private static boolean contains(String line, String part) {
    for (int i = 0; i <= line.length() - part.length(); i++) {
      if (line.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
