package io.backplane.plugins;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the drop-in directory: at once where the system tells of changes, every two seconds where
 * it does not, and more often while something there is changing.
 */
final class DropInWatcher implements AutoCloseable {

  /** Looks, acts, and says how many milliseconds the next look may wait. */
  interface Round {
    long run() throws IOException, InterruptedException;
  }

  static final long IDLE_MS = 2_000;
  static final long BUSY_MS = 25;

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  private final Path directory;
  private final Round round;
  private final WatchService watch;
  private final Thread thread;

  DropInWatcher(Path directory, Round round) throws IOException {
    this.directory = directory;
    this.round = round;
    Files.createDirectories(directory);
    watch = directory.getFileSystem().newWatchService();
    directory.register(
        watch,
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.ENTRY_DELETE);
    thread = Thread.ofPlatform().daemon().name("drop-in").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        long waitMs = attempt();
        WatchKey key = watch.poll(waitMs, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      LOG.debug("the drop-in directory is no longer watched");
    }
  }

  private long attempt() throws InterruptedException {
    try {
      return round.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot look at {}; trying again", directory, e);
      return IDLE_MS;
    }
  }

  /** Ends the watching; a round under way is interrupted. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      watch.close();
      thread.join(1_000);
    } catch (IOException e) {
      LOG.warn("closing the watch on {}", directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
