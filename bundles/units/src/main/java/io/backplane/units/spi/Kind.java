package io.backplane.units.spi;

import io.backplane.api.call.Values;

/** What a package is, and so its instances. */
public enum Kind {
  /** A program of its own that speaks StdioLink. */
  DRIVER,
  /** A program in JavaScript or TypeScript, run by the platform's host. */
  SERVICE;

  /** As it is said everywhere, such as {@code driver}. */
  public String word() {
    return Values.word(this);
  }

  /** The name of its directories and paths, such as {@code drivers}. */
  public String plural() {
    return word() + "s";
  }

  public static Kind of(String word) {
    return valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }
}
