package io.backplane.state;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import java.time.Instant;
import java.util.List;

/** Versions as tests write them. */
final class Stamps {

  private Stamps() {}

  static Stamp stamp(long ms, long node) {
    return new Stamp(ms, 0, node, 1);
  }

  static StateEntry entry(String text, Stamp stamp, Stamp... seen) {
    return new StateEntry(
        "key",
        StateValue.text(text),
        false,
        stamp,
        new Seen(List.of(seen)),
        "somebody",
        Instant.ofEpochMilli(stamp.ms()));
  }
}
