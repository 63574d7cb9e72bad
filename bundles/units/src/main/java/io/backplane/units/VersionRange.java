package io.backplane.units;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions that will do, as npm writes them: {@code *}, {@code 1.2.3}, {@code 1.2}, {@code ^1.2.3},
 * {@code ~1.2.3}, {@code >=1.0 <2}.
 */
record VersionRange(List<Bound> bounds) {

  private static final Pattern PART =
      Pattern.compile(
          "(\\^|~|>=|<=|>|<|=)?(\\d+)(?:\\.(\\d+|x|\\*))?(?:\\.(\\d+|x|\\*))?(-[0-9A-Za-z.-]+)?");

  /** One end of it. */
  record Bound(String sign, String version) {
    boolean admits(String other) {
      int order = VersionOrder.OLDEST_FIRST.compare(other, version);
      return switch (sign) {
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }
  }

  /**
   * @throws IllegalArgumentException it cannot be read
   */
  static VersionRange parse(String text) {
    var bounds = new ArrayList<Bound>();
    for (String part : text.strip().split("\\s+")) {
      if (!part.isEmpty() && !part.equals("*") && !part.equals("x")) {
        add(part, bounds);
      }
    }
    return new VersionRange(List.copyOf(bounds));
  }

  private static void add(String part, List<Bound> bounds) {
    Matcher read = PART.matcher(part);
    if (!read.matches()) {
      throw new IllegalArgumentException(
          "'" + part + "' is no range of versions: write one such as ^1.2.0 or >=1.0 <3");
    }
    String sign = read.group(1) == null ? "" : read.group(1);
    long major = Long.parseLong(read.group(2));
    boolean hasMinor = isNumber(read.group(3));
    boolean hasPatch = hasMinor && isNumber(read.group(4));
    long minor = hasMinor ? Long.parseLong(read.group(3)) : 0;
    long patch = hasPatch ? Long.parseLong(read.group(4)) : 0;
    String from = version(major, minor, patch) + (read.group(5) == null ? "" : read.group(5));
    String next;
    switch (sign) {
      case "^" -> next = caret(major, minor, patch, hasMinor, hasPatch);
      case "~" -> next = hasMinor ? version(major, minor + 1, 0) : version(major + 1, 0, 0);
      case "", "=" -> {
        if (hasPatch) {
          bounds.add(new Bound("=", from));
          return;
        }
        next = hasMinor ? version(major, minor + 1, 0) : version(major + 1, 0, 0);
      }
      default -> {
        bounds.add(new Bound(sign, from));
        return;
      }
    }
    bounds.add(new Bound(">=", from));
    bounds.add(new Bound("<", next));
  }

  /** Up to what may change the first number that is not 0. */
  private static String caret(
      long major, long minor, long patch, boolean hasMinor, boolean hasPatch) {
    if (major > 0 || !hasMinor) {
      return version(major + 1, 0, 0);
    }
    return minor > 0 || !hasPatch ? version(0, minor + 1, 0) : version(0, 0, patch + 1);
  }

  private static boolean isNumber(String text) {
    return text != null && Character.isDigit(text.charAt(0));
  }

  private static String version(long major, long minor, long patch) {
    return major + "." + minor + "." + patch;
  }

  boolean admits(String version) {
    return bounds.stream().allMatch(bound -> bound.admits(version));
  }
}
