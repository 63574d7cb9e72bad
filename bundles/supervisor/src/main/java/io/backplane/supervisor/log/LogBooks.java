package io.backplane.supervisor.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The open logs, one for each directory, however many processes add to it. Thread-safe. */
public final class LogBooks {

  private static final class Shared {
    private final LogBook book;
    private int users;

    Shared(LogBook book) {
      this.book = book;
    }
  }

  private final LogSettings settings;
  private final InstantSource clock;
  private final Map<Path, Shared> open = new HashMap<>();

  public LogBooks(LogSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Opens a log, to be {@linkplain #release released} once. */
  public synchronized LogBook open(Path directory) throws IOException {
    Shared shared = open.get(directory);
    if (shared == null) {
      shared = new Shared(LogBook.open(directory, settings, clock));
      open.put(directory, shared);
    }
    shared.users++;
    return shared.book;
  }

  /** Closes a log when nobody adds to it any more. */
  public synchronized void release(Path directory) {
    Shared shared = open.get(directory);
    shared.users--;
    if (shared.users == 0) {
      open.remove(directory);
      shared.book.close();
    }
  }
}
