package io.backplane.supervisor.log;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;

/**
 * A place in a log: a file's number, and the offset of a line in its uncompressed bytes. Written as
 * {@code 12:3456}.
 */
record Cursor(long file, long offset) implements Comparable<Cursor> {

  /** Before everything. */
  static final Cursor BEGIN = new Cursor(0, 0);

  /** Behind everything. */
  static final Cursor END = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

  static Cursor parse(String text) {
    int colon = text.indexOf(':');
    try {
      return new Cursor(
          Long.parseLong(text.substring(0, Math.max(0, colon))),
          Long.parseLong(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new RefusedException(
          new Refusal.Invalid("cursor", "'" + text + "' is not one that a log has given"));
    }
  }

  @Override
  public int compareTo(Cursor other) {
    int byFile = Long.compare(file, other.file);
    return byFile != 0 ? byFile : Long.compare(offset, other.offset);
  }

  @Override
  public String toString() {
    return file + ":" + offset;
  }
}
