package io.backplane.state;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * How two copies of a key become one. The greatest stamp wins; between different values under one
 * stamp, which must not be, the greater hash. Pure: commutative, associative and idempotent, so
 * that copies are equal once they have met the same versions, whatever the order.
 */
final class Merge {

  /** Greatest wins. */
  static final Comparator<StateEntry> ORDER =
      Comparator.comparing(StateEntry::stamp).thenComparing(Merge::hash, Arrays::compareUnsigned);

  private Merge() {}

  /**
   * A copy of a key.
   *
   * @param entry the version that stands
   * @param known every version that was merged into it, with what those have seen
   */
  record Copy(StateEntry entry, Seen known) {

    static Copy of(StateEntry entry) {
      return new Copy(entry, entry.seen().plus(entry.stamp()));
    }
  }

  /**
   * What became of a version that arrived.
   *
   * @param news whether it was not known yet
   * @param lost the version that was put aside without the other having seen it
   * @param clash whether both had one stamp
   */
  record Arrival(Copy copy, boolean news, Optional<StateEntry> lost, boolean clash) {}

  static Copy merge(Copy one, Copy other) {
    StateEntry winner =
        ORDER.compare(one.entry(), other.entry()) >= 0 ? one.entry() : other.entry();
    return new Copy(winner, one.known().join(other.known()));
  }

  /** Merges a version into a copy, and tells what was lost. */
  static Arrival arrive(Copy here, StateEntry arrived) {
    StateEntry present = here.entry();
    Stamp stamp = arrived.stamp();
    if (stamp.equals(present.stamp())) {
      boolean clash = !arrived.equals(present);
      Copy merged = merge(here, Copy.of(arrived));
      return new Arrival(merged, clash, clash ? loser(merged, present, arrived) : none(), clash);
    }
    if (here.known().covers(stamp)) {
      return new Arrival(here, false, none(), false);
    }
    Copy merged = merge(here, Copy.of(arrived));
    boolean seen = merged.entry() == arrived && arrived.seen().covers(present.stamp());
    boolean loss = !seen && !arrived.sameContent(present);
    return new Arrival(merged, true, loss ? loser(merged, present, arrived) : none(), false);
  }

  private static Optional<StateEntry> none() {
    return Optional.empty();
  }

  private static Optional<StateEntry> loser(Copy merged, StateEntry present, StateEntry arrived) {
    return Optional.of(merged.entry() == present ? arrived : present);
  }

  /** Of the value first; the rest only makes the order total. */
  private static byte[] hash(StateEntry entry) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      String said = entry.deleted() + " " + entry.value().type() + " " + entry.value().text();
      byte[] value = digest.digest(said.getBytes(StandardCharsets.UTF_8));
      String rest = entry.key() + " " + entry.seen().text() + " " + entry.at() + " " + entry.by();
      byte[] others = digest.digest(rest.getBytes(StandardCharsets.UTF_8));
      byte[] both = Arrays.copyOf(value, value.length + others.length);
      System.arraycopy(others, 0, both, value.length, others.length);
      return both;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
