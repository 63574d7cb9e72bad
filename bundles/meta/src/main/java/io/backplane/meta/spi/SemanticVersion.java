package io.backplane.meta.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by Semantic Versioning 2.0.0. Its order is that of section 11: build metadata does not
 * count there, so that two versions may be unequal and neither comes first. Its text is safe as the
 * name of a file.
 *
 * @param preRelease what stands behind the hyphen; empty for a release
 * @param build what stands behind the plus sign; empty for none
 */
public record SemanticVersion(long major, long minor, long patch, String preRelease, String build)
    implements Comparable<SemanticVersion> {

  /** Longest text of a version, in characters. */
  public static final int LENGTH_MAX = 128;

  private static final String FIELD = "version";
  private static final String EXAMPLE = ": write one such as 1.2.0 or 1.2.0-rc.1";

  private static final Pattern FORM =
      Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(?:-([^+]*))?(?:\\+(.*))?", Pattern.DOTALL);
  private static final Pattern OSGI =
      Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.([\\w-]+))?)?)?");
  private static final Pattern IDENTIFIERS = Pattern.compile("[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern LEADING_ZERO = Pattern.compile("0\\d+");
  private static final int DIGITS_MAX = 9;

  private static final Comparator<SemanticVersion> NUMBERS =
      Comparator.comparingLong(SemanticVersion::major)
          .thenComparingLong(SemanticVersion::minor)
          .thenComparingLong(SemanticVersion::patch);

  /**
   * @throws RefusedException {@link Refusal.Invalid} for a negative number, an identifier that is
   *     empty, has other characters than letters, digits and hyphens or is a number with a leading
   *     zero
   */
  public SemanticVersion {
    if (major < 0 || minor < 0 || patch < 0) {
      throw invalid("has a negative number");
    }
    checkIdentifiers("pre-release", preRelease);
    checkIdentifiers("build", build);
    for (String identifier : preRelease.split("\\.")) {
      if (LEADING_ZERO.matcher(identifier).matches()) {
        throw invalid("has the pre-release '" + preRelease + "' with a leading zero");
      }
    }
  }

  private static void checkIdentifiers(String what, String text) {
    if (!text.isEmpty() && !IDENTIFIERS.matcher(text).matches()) {
      throw invalid(
          "has the %s '%s', which is not letters, digits and hyphens between dots"
              .formatted(what, text));
    }
  }

  /** A release. */
  public static SemanticVersion of(long major, long minor, long patch) {
    return new SemanticVersion(major, minor, patch, "", "");
  }

  /**
   * Reads the canonical text, and nothing else: three numbers of at most nine digits, at most
   * {@link #LENGTH_MAX} characters in all.
   *
   * @throws RefusedException {@link Refusal.Invalid} for {@code version}, with what is wrong and an
   *     example
   */
  public static SemanticVersion parse(String text) {
    if (text.length() > LENGTH_MAX) {
      throw invalid("has more than " + LENGTH_MAX + " characters");
    }
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      throw invalid("'" + text + "' is not major.minor.patch" + EXAMPLE);
    }
    return new SemanticVersion(
        number(match.group(1)),
        number(match.group(2)),
        number(match.group(3)),
        identifiers(match.group(4), "-", text),
        identifiers(match.group(5), "+", text));
  }

  private static long number(String digits) {
    if (LEADING_ZERO.matcher(digits).matches()) {
      throw invalid("has the number " + digits + " with a leading zero" + EXAMPLE);
    }
    if (digits.length() > DIGITS_MAX) {
      throw invalid("has the number " + digits + " with more than " + DIGITS_MAX + " digits");
    }
    return Long.parseLong(digits);
  }

  private static String identifiers(String group, String sign, String text) {
    if (group != null && group.isEmpty()) {
      throw invalid("'" + text + "' has nothing behind '" + sign + "'" + EXAMPLE);
    }
    return group == null ? "" : group;
  }

  /**
   * What an OSGi version says: missing numbers are 0, the qualifier is a pre-release, with hyphens
   * for its underscores.
   *
   * @param bundleVersion such as {@code 1.1.0.rc1}; empty for 0.0.0
   * @throws RefusedException {@link Refusal.Invalid} for what is no OSGi version, or has a
   *     qualifier that no pre-release can be
   */
  public static SemanticVersion ofOsgi(String bundleVersion) {
    String text = bundleVersion.isBlank() ? "0" : bundleVersion.strip();
    Matcher match = OSGI.matcher(text);
    if (text.length() > LENGTH_MAX || !match.matches()) {
      throw invalid("'" + text + "' is not major.minor.patch or major.minor.patch.qualifier");
    }
    return new SemanticVersion(
        part(match.group(1)),
        part(match.group(2)),
        part(match.group(3)),
        match.group(4) == null ? "" : match.group(4).replace('_', '-'),
        "");
  }

  private static long part(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The highest number that differs, in either direction; {@link Bump#PATCH} where none does. */
  public Bump to(SemanticVersion other) {
    if (major != other.major) {
      return Bump.MAJOR;
    }
    return minor == other.minor ? Bump.PATCH : Bump.MINOR;
  }

  /** By precedence: 0 for versions that differ in build metadata only. */
  @Override
  public int compareTo(SemanticVersion other) {
    int order = NUMBERS.compare(this, other);
    if (order != 0) {
      return order;
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
    }
    String[] mine = preRelease.split("\\.");
    String[] others = other.preRelease.split("\\.");
    for (int i = 0; i < Math.min(mine.length, others.length); i++) {
      order = compareIdentifiers(mine[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, others.length);
  }

  /** Numbers, of any length, come before words. */
  private static int compareIdentifiers(String a, String b) {
    boolean number = NUMBER.matcher(a).matches();
    if (number != NUMBER.matcher(b).matches()) {
      return number ? -1 : 1;
    }
    return number && a.length() != b.length()
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }

  /** The canonical text, which {@link #parse} reads. */
  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (preRelease.isEmpty() ? "" : "-" + preRelease)
        + (build.isEmpty() ? "" : "+" + build);
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid(FIELD, reason));
  }
}
