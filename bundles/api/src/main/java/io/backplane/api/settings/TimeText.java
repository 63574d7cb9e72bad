package io.backplane.api.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them in one word: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 4h},
 * {@code 90d}.
 */
public final class TimeText {

  private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private TimeText() {}

  /** The time that the text says; empty for any other text and for one above a hundred years. */
  public static Optional<Duration> read(String text) {
    Matcher match = TIME.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(match.group(1));
    Duration time =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    return time.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(time);
  }

  /** In the greatest unit that says it to the millisecond. */
  public static String write(Duration time) {
    long ms = time.toMillis();
    if (ms % 1_000 != 0 || ms == 0) {
      return ms + "ms";
    }
    long seconds = ms / 1_000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
