package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;

/**
 * What one installation may bring.
 *
 * @param bytesMax of all files, unpacked
 * @param entriesMax files and directories
 * @param ratioMax bytes out of one packed byte; files up to {@link #SMALL_BYTES} are let off
 */
record PackageLimits(long bytesMax, int entriesMax, int ratioMax) {

  static final PackageLimits DEFAULT = new PackageLimits(1L << 30, 10_000, 200);

  /** Long runs of zeros compress beyond any ratio; small ones harm nobody. */
  static final long SMALL_BYTES = 1 << 20;

  /** Counts what an installation has brought so far. */
  final class Meter {
    private long bytes;
    private int entries;

    void entry() {
      if (++entries > entriesMax) {
        throw over("entries of a package", entriesMax);
      }
    }

    /**
     * @param packed bytes of the file as it came
     * @param unpacked bytes of the file so far
     * @param more bytes that have just come
     */
    void bytes(String name, long packed, long unpacked, int more) {
      bytes += more;
      if (bytes > bytesMax) {
        throw over("bytes of a package", bytesMax);
      }
      if (unpacked > SMALL_BYTES && unpacked / ratioMax > packed) {
        throw new RefusedException(
            new Refusal.Invalid(name, "is packed more than " + ratioMax + " to 1"));
      }
    }
  }

  Meter meter() {
    return new Meter();
  }

  private static RefusedException over(String cap, long limit) {
    return new RefusedException(new Refusal.OverCap(cap, limit, ""));
  }
}
