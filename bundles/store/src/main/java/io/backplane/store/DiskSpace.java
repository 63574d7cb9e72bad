package io.backplane.store;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;

/** Room on the disk of a database, and what a caller is told when there is none. */
final class DiskSpace {

  private final StoreSetup setup;

  DiskSpace(StoreSetup setup) {
    this.setup = setup;
  }

  /**
   * Keeps the reserve: a disk that is filled to the last byte leaves no room for the log, a backup
   * or a clean stop.
   *
   * @throws RefusedException {@link Refusal.OverCap} under the floor
   */
  void check() {
    if (belowFloor()) {
      throw new RefusedException(refusal("the free-space floor is reached"));
    }
  }

  boolean belowFloor() {
    return freeBytes() < floorBytes();
  }

  long freeBytes() {
    return setup.freeBytes().getAsLong();
  }

  private long floorBytes() {
    return setup.limits().floorBytes().getAsLong();
  }

  /**
   * @param said what was found out or what SQLite says
   */
  Refusal.OverCap refusal(String said) {
    var directory = setup.file().getParent();
    long usable = Math.max(0, directory.toFile().getTotalSpace() - floorBytes());
    return new Refusal.OverCap(
        "disk of " + directory,
        usable,
        "%s, %d bytes are free and %d stay reserved; make room there, writes go on by themselves"
            .formatted(said, freeBytes(), floorBytes()));
  }
}
