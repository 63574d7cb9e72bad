package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One version of a key: what somebody has once written. Never changes.
 *
 * @param key 1 to {@link StateLimits#KEY_LENGTH_MAX} characters of {@code [A-Za-z0-9._:/-]},
 *     beginning with a letter or a digit; without two dots in a row, and no part between slashes is
 *     empty or {@code .}: it stands in paths as it is
 * @param value empty for a deletion
 * @param deleted whether it says that there is no such key any more
 * @param stamp its version
 * @param seen the versions of this key that its writer knew, and has overwritten
 * @param by who wrote it
 * @param at the writer's wall clock, in milliseconds
 */
public record StateEntry(
    String key, StateValue value, boolean deleted, Stamp stamp, Seen seen, String by, Instant at) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]*");
  private static final Pattern AMBIGUOUS = Pattern.compile("(^|/)\\.?(/|$)|\\.\\.");

  /**
   * @throws RefusedException {@link Refusal.Invalid} for the key or the writer's name
   */
  public StateEntry {
    checkKey(key);
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(seen, "seen");
    if (by.length() > StateLimits.BY_LENGTH_MAX) {
      throw new RefusedException(
          new Refusal.Invalid("by", "is longer than " + StateLimits.BY_LENGTH_MAX));
    }
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the rule
   */
  public static void checkKey(String key) {
    if (key.isEmpty() || key.length() > StateLimits.KEY_LENGTH_MAX) {
      throw invalid("must have 1 to " + StateLimits.KEY_LENGTH_MAX + " characters");
    }
    if (!KEY.matcher(key).matches()) {
      throw invalid(
          "'" + key + "' must begin with a letter or a digit, then letters, digits and . _ : / -");
    }
    if (AMBIGUOUS.matcher(key).find()) {
      throw invalid("'" + key + "' has two dots, or nothing or one dot between slashes");
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("key", reason));
  }

  /** The stamp's text. */
  public String version() {
    return stamp.text();
  }

  /** Whether both say the same about the key. */
  public boolean sameContent(StateEntry other) {
    return deleted == other.deleted && value.equals(other.value);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = Values.map("key", key, "value", deleted ? null : value.toObject());
    map.put("type", Values.word(value.type()));
    map.put("version", version());
    map.put("at", at.toString());
    map.put("by", by);
    map.put("deleted", deleted);
    return map;
  }
}
