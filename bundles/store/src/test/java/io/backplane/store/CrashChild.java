package io.backplane.store;

import java.nio.file.Path;

/**
 * Writes until it is killed, and prints each id whose write was acknowledged. Started by {@link
 * CrashTest} as a process of its own.
 */
final class CrashChild {

  private static final int WRITERS = 8;

  private CrashChild() {}

  /**
   * @param args directory, first id
   */
  public static void main(String... args) {
    long first = Long.parseLong(args[1]);
    var store = SqliteStore.open(StoreSetup.manager(Path.of(args[0])));
    store.migrate(Notes.MIGRATIONS);
    for (int i = 0; i < WRITERS; i++) {
      long start = first + i;
      Thread.ofPlatform().start(() -> writeForEver(store, start));
    }
  }

  private static void writeForEver(SqliteStore store, long start) {
    for (long id = start; ; id += WRITERS) {
      long current = id;
      System.out.println(store.<Long>write(tx -> Notes.addWithEvent(tx, current)));
    }
  }
}
