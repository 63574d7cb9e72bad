package io.backplane.meta.spi;

import io.backplane.api.call.Values;

/** How much a version changes: the part of the version number that has to rise. */
public enum Bump {
  PATCH,
  MINOR,
  MAJOR;

  /** As it is written in JSON and on the command line. */
  public String word() {
    return Values.word(this);
  }

  public Bump worse(Bump other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
