package io.backplane.shell.commands;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.settings.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Durations and times as people write and read them. */
public final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

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
    return TimeText.read(text)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal.Invalid(
                        option,
                        "'" + text + "' is not a duration such as 500ms, 10s, 5m, 2h, 30d")));
  }

  /** In the machine's time zone. */
  public static String time(Instant at) {
    return TIME.format(at);
  }
}
