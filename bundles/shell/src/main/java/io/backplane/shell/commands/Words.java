package io.backplane.shell.commands;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and times as people write and read them. */
public final class Words {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Words() {}

  /** {@code 1d 2h}, {@code 3m 4s}: the two greatest parts. */
  public static String duration(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "d " + time.toHoursPart() + "h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + "h " + time.toMinutesPart() + "m";
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + "m " + time.toSecondsPart() + "s";
    }
    return time.toSeconds() + "s";
  }

  /**
   * Reads {@code 500ms}, {@code 10s}, {@code 5m}, {@code 12h}, {@code 30d}.
   *
   * @throws RefusedException {@link Refusal.Invalid}
   */
  public static Duration parse(String option, String text) {
    Matcher match = DURATION.matcher(text);
    if (!match.matches()) {
      throw new RefusedException(
          new Refusal.Invalid(
              option, "'" + text + "' is not a duration such as 500ms, 10s, 5m, 2h, 30d"));
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
    if (time.compareTo(LONGEST) > 0) {
      throw new RefusedException(
          new Refusal.Invalid(option, "'" + text + "' is longer than " + LONGEST.toDays() + "d"));
    }
    return time;
  }

  /** In the machine's time zone. */
  public static String time(Instant at) {
    return TIME.format(at);
  }
}
