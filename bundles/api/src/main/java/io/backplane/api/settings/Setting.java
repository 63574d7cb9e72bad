package io.backplane.api.settings;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A value that can be set, with what it may be.
 *
 * @param key unique in a kernel, such as {@code maxPlugins} or {@code plugins.health-window}
 * @param range what it may be
 * @param fallback where nothing was set
 * @param what it is for, in one sentence
 */
public record Setting<T>(String key, Range<T> range, T fallback, String what) {

  private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_.-]{0,63}");

  /**
   * @throws IllegalArgumentException the key is no such word, or the default is out of range
   */
  public Setting {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("a setting cannot be called '" + key + "'");
    }
    if (!range.contains(fallback)) {
      throw new IllegalArgumentException(key + ": the default is not " + range);
    }
  }

  /** A whole number. */
  public static Setting<Long> number(String key, long fallback, long min, long max, String what) {
    return new Setting<>(key, new Range.Numbers(min, max), fallback, what);
  }

  /** A time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 4h}, {@code 90d}. */
  public static Setting<Duration> time(
      String key, Duration fallback, Duration min, Duration max, String what) {
    return new Setting<>(key, new Range.Times(min, max), fallback, what);
  }

  /** Yes or no. */
  public static Setting<Boolean> flag(String key, boolean fallback, String what) {
    return new Setting<>(key, new Range.Flags(), fallback, what);
  }

  /** One of some words. */
  public static Setting<String> word(
      String key, String fallback, List<String> choices, String what) {
    return new Setting<>(key, new Range.Words(choices), fallback, what);
  }

  /**
   * Reads it.
   *
   * @throws RefusedException {@link Refusal.Invalid} naming the key and the range
   */
  public T parse(String text) {
    return range
        .read(text.strip())
        .filter(range::contains)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal.Invalid(key, "cannot be '" + text + "': it has to be " + range)));
  }

  /** A value as {@link #parse} reads it. */
  public String text(T value) {
    return range.write(value);
  }
}
