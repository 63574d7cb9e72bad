package io.backplane.cluster;

import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;

/**
 * The names a group uses on its server. Each key and origin has a subject of its own, and the
 * stream keeps the last message of each. A key is one token of it: {@code ~}, which no key has,
 * stands for the dot.
 */
record Subjects(String group) {

  String stream() {
    return "BACKPLANE_STATE_" + group;
  }

  String all() {
    return state() + ">";
  }

  private String state() {
    return "backplane." + group + ".state.";
  }

  /** Where kernels tell that they are there. */
  String here() {
    return "backplane." + group + ".here";
  }

  String of(StateEntry entry) {
    return of(entry.key(), origin(entry.stamp()));
  }

  String of(String key, String origin) {
    return state() + token(key) + "." + origin;
  }

  /** Whatever the origin. */
  String ofKey(String key) {
    return of(key, "*");
  }

  private static String token(String key) {
    return key.replace('.', '~');
  }

  /** Node and incarnation as they end a subject. */
  static String origin(Stamp stamp) {
    return Stamp.nodeText(stamp.node()) + "-" + "%08x".formatted(stamp.incarnation());
  }
}
