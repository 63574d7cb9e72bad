package io.backplane.store;

/** What a commit waits for; see SQLite's {@code PRAGMA synchronous}. */
public enum Synchronous {
  /** The disk: an acknowledged write survives a power failure. */
  FULL,
  /** The page cache: survives the end of the process, the last commits may go with the power. */
  NORMAL
}
