package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pipes roomier while there is room: a user's pipes together have a limit ({@code
 * pipe-user-pages-soft}), past which every further one is tiny. Half of it is taken at most.
 * Thread-safe.
 */
final class PipeBudget {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final Path SOFT = Path.of("/proc/sys/fs/pipe-user-pages-soft");
  private static final long PAGE_BYTES = 4096;
  private static final int ROOMY_BYTES = 1 << 20;

  private final AtomicLong left = new AtomicLong(half());

  private static long half() {
    try {
      return Long.parseLong(Files.readString(SOFT).strip()) * PAGE_BYTES / 2;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /**
   * @return bytes taken, to be given back with {@link #giveBack}
   */
  long enlarge(Path fifo) {
    if (left.addAndGet(-ROOMY_BYTES) < 0) {
      left.addAndGet(ROOMY_BYTES);
      return 0;
    }
    try {
      if (LibC.resizePipe(fifo, ROOMY_BYTES)) {
        return ROOMY_BYTES;
      }
    } catch (IOException e) {
      LOG.debug("{} keeps its size", fifo, e);
    }
    left.addAndGet(ROOMY_BYTES);
    return 0;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
