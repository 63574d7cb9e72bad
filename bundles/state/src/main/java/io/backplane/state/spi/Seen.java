package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which versions of a key somebody has known: of each origin the newest, since an origin has known
 * all of its own. Tells what was overwritten knowingly from what was concurrent. At most {@link
 * StateLimits#ORIGINS_MAX} origins are kept, those with the newest stamps; one that is forgotten
 * costs a conflict too many, never one too few.
 *
 * @param stamps one of each origin, greatest first
 */
public record Seen(List<Stamp> stamps) {

  public static final Seen NOTHING = new Seen(List.of());

  public Seen {
    var kept = new ArrayList<Stamp>();
    for (Stamp stamp : stamps.stream().sorted(Comparator.reverseOrder()).toList()) {
      if (kept.size() < StateLimits.ORIGINS_MAX && kept.stream().noneMatch(stamp::sameOrigin)) {
        kept.add(stamp);
      }
    }
    stamps = List.copyOf(kept);
  }

  /** Whether this version, or a later one of its origin, is known. */
  public boolean covers(Stamp stamp) {
    return stamps.stream().anyMatch(s -> s.sameOrigin(stamp) && s.compareTo(stamp) >= 0);
  }

  public Seen plus(Stamp stamp) {
    return covers(stamp) ? this : join(new Seen(List.of(stamp)));
  }

  /** What either has known. Commutative, associative, idempotent. */
  public Seen join(Seen other) {
    if (other.stamps.isEmpty() || other.equals(this)) {
      return this;
    }
    return new Seen(Stream.concat(stamps.stream(), other.stamps.stream()).toList());
  }

  /** The stamps' texts with a space between. */
  public String text() {
    return stamps.stream().map(Stamp::text).collect(Collectors.joining(" "));
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws RefusedException {@link Refusal.Invalid} for another text
   */
  public static Seen parse(String text) {
    return text.isEmpty()
        ? NOTHING
        : new Seen(Stream.of(text.split(" ")).map(Stamp::parse).toList());
  }
}
