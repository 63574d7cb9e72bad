package io.backplane.supervisor;

import io.backplane.driver.spi.DriverSession;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process said before its end may not have been read yet when that is known. */
final class LastAnswer {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private LastAnswer() {}

  /**
   * Waits until all of it is told.
   *
   * @param name whose process it was
   */
  static void await(DriverSession session, String name) {
    try {
      if (!session.awaitEnd(LIMIT)) {
        LOG.debug("somebody still holds the stdout of {}", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
