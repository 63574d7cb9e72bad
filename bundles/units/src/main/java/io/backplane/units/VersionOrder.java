package io.backplane.units;

import io.backplane.meta.spi.Bump;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions by the precedence of Semantic Versioning 2.0.0 (section 11), lenient where drivers are:
 * a {@code v} in front, fewer or more than three numbers. What has no number at its front comes
 * before all that has. Versions that differ only in what does not count are told apart by their
 * text, so that no two of a package are equal.
 */
final class VersionOrder implements Comparator<String> {

  static final VersionOrder OLDEST_FIRST = new VersionOrder();
  static final Comparator<String> NEWEST_FIRST = OLDEST_FIRST.reversed();

  private static final Pattern FORM =
      Pattern.compile("[vV]?(\\d+(?:\\.\\d+)*)(?:-([^+]*))?(?:\\+.*)?");

  private VersionOrder() {}

  /** By which part two versions differ; by the greatest where one of them has no numbers. */
  static Bump bump(String from, String to) {
    Matcher before = FORM.matcher(from);
    Matcher after = FORM.matcher(to);
    if (!before.matches() || !after.matches()) {
      return Bump.MAJOR;
    }
    String[] a = before.group(1).split("\\.");
    String[] b = after.group(1).split("\\.");
    if (part(a[0], b[0]) != 0) {
      return Bump.MAJOR;
    }
    return part(a.length > 1 ? a[1] : "0", b.length > 1 ? b[1] : "0") == 0
        ? Bump.PATCH
        : Bump.MINOR;
  }

  @Override
  public int compare(String a, String b) {
    Matcher left = FORM.matcher(a);
    Matcher right = FORM.matcher(b);
    boolean leftNumbered = left.matches();
    boolean rightNumbered = right.matches();
    if (leftNumbered != rightNumbered) {
      return leftNumbered ? 1 : -1;
    }
    int order = leftNumbered ? precedence(left, right) : 0;
    return order != 0 ? order : a.compareTo(b);
  }

  private static int precedence(Matcher a, Matcher b) {
    int order = parts(a.group(1).split("\\."), b.group(1).split("\\."), "0");
    if (order != 0) {
      return order;
    }
    if (a.group(2) == null || b.group(2) == null) {
      return Boolean.compare(a.group(2) == null, b.group(2) == null);
    }
    return parts(a.group(2).split("\\."), b.group(2).split("\\."), "");
  }

  private static int parts(String[] a, String[] b, String missing) {
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      int order = part(i < a.length ? a[i] : missing, i < b.length ? b[i] : missing);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Numbers by value, and before words; nothing before anything. */
  private static int part(String a, String b) {
    boolean leftNumber = isNumber(a);
    boolean rightNumber = isNumber(b);
    if (leftNumber && rightNumber) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(!a.isEmpty(), !b.isEmpty());
    }
    return leftNumber == rightNumber ? a.compareTo(b) : leftNumber ? -1 : 1;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
