package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.FileLimits;
import java.nio.file.Path;
import java.util.Iterator;

/** Whether there is room for more. */
@FunctionalInterface
interface Room {

  Room DISK = directory -> directory.toFile().getUsableSpace();

  long freeBytes(Path directory);

  /**
   * @throws RefusedException {@link Refusal.OverCap}
   */
  default void check(Path directory, long bytes) {
    if (freeBytes(directory) - bytes < FileLimits.FREE_BYTES_MIN) {
      throw Faults.full(directory.getFileName().toString());
    }
  }

  /**
   * @throws RefusedException {@link Refusal.OverCap} for a directory to which nothing may be added
   */
  static void checkEntries(Folder folder) {
    int entries = 0;
    for (Iterator<Path> names = folder.names(); names.hasNext(); names.next()) {
      if (++entries >= FileLimits.ENTRIES_MAX) {
        throw new RefusedException(
            new Refusal.OverCap("a directory's entries", FileLimits.ENTRIES_MAX, ""));
      }
    }
  }
}
