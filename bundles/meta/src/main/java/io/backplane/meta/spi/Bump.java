package io.backplane.meta.spi;

import java.util.Locale;

/** How much a version changes: the part of the version number that has to rise. */
public enum Bump {
  PATCH,
  MINOR,
  MAJOR;

  public Bump worse(Bump other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The word used on the command line and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
