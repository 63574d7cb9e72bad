package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * When and by whom something was written, never given twice: a reading of a hybrid logical clock.
 * Totally ordered; its text sorts as it does.
 *
 * @param ms milliseconds since 1970, 48 bits; may run ahead of the wall clock
 * @param counter for what was written in one millisecond, 16 bits
 * @param node who wrote it, 48 bits
 * @param incarnation which life of that node, 32 bits: another one after a restore or a clone
 */
public record Stamp(long ms, int counter, long node, long incarnation)
    implements Comparable<Stamp> {

  public static final long MS_MAX = (1L << 48) - 1;
  public static final int COUNTER_MAX = (1 << 16) - 1;
  public static final long NODE_MAX = (1L << 48) - 1;
  public static final long INCARNATION_MAX = (1L << 32) - 1;

  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern TEXT =
      Pattern.compile("[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9a-f]{8}");

  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::ms)
          .thenComparingInt(Stamp::counter)
          .thenComparingLong(Stamp::node)
          .thenComparingLong(Stamp::incarnation);

  public Stamp {
    check("ms", ms, MS_MAX);
    check("counter", counter, COUNTER_MAX);
    check("node", node, NODE_MAX);
    check("incarnation", incarnation, INCARNATION_MAX);
  }

  private static void check(String part, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(part + " is " + value + ", not 0 to " + max);
    }
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws RefusedException {@link Refusal.Invalid} for another text
   */
  public static Stamp parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new RefusedException(
          new Refusal.Invalid("version", "'" + text + "' is not one, such as " + EXAMPLE.text()));
    }
    return new Stamp(
        HexFormat.fromHexDigitsToLong(text, 0, 12),
        HexFormat.fromHexDigits(text, 13, 17),
        HexFormat.fromHexDigitsToLong(text, 18, 30),
        HexFormat.fromHexDigitsToLong(text, 31, 39));
  }

  private static final Stamp EXAMPLE = new Stamp(0x19c0a1b2c3dL, 0, 0x5e1f0c9a7b21L, 0x1c9d3e77L);

  /** The canonical text, 39 characters: {@code 019c0a1b2c3d-0000-5e1f0c9a7b21-1c9d3e77}. */
  public String text() {
    return HEX.toHexDigits(ms, 12)
        + "-"
        + HEX.toHexDigits(counter, 4)
        + "-"
        + nodeText(node)
        + "-"
        + HEX.toHexDigits(incarnation, 8);
  }

  /** A node as it is shown. */
  public static String nodeText(long node) {
    return HEX.toHexDigits(node, 12);
  }

  /** Whether one life of one node has given both. */
  public boolean sameOrigin(Stamp other) {
    return node == other.node && incarnation == other.incarnation;
  }

  public Instant instant() {
    return Instant.ofEpochMilli(ms);
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }
}
