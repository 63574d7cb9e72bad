package io.backplane.supervisor.log;

/**
 * How much of a unit's log is kept.
 *
 * @param fileBytes size at which a new file is begun
 * @param filesMax kept files, the current one included
 * @param unreadBytesMax most stderr that may wait unread; the oldest beyond it is given up and
 *     counted
 */
public record LogSettings(long fileBytes, int filesMax, long unreadBytesMax) {

  public static final LogSettings DEFAULT = new LogSettings(10_000_000, 10, 1L << 30);

  public LogSettings {
    if (fileBytes < 1_000 || filesMax < 1 || unreadBytesMax < 1 << 16) {
      throw new IllegalArgumentException("log settings out of range");
    }
  }
}
