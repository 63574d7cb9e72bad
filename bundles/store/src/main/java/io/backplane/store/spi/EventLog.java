package io.backplane.store.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** All that was committed, in order. A service of its own. Thread-safe. */
@ProviderType
public interface EventLog {

  /** Sequence number of the newest event; 0 when there is none. */
  long last();

  /**
   * Events after a sequence number, oldest first.
   *
   * @param limit 1 to 10,000
   * @throws RefusedException {@link Refusal.Invalid} for another limit
   */
  List<Event> since(long seq, int limit);

  /**
   * Follows the log from behind a sequence number, without missing or repeating any. The caller
   * closes it.
   *
   * @throws RefusedException {@link Refusal.Invalid} for a number that the log has not reached: it
   *     comes from another history, such as before a restore; {@link Refusal.OverCap} past 1,024
   *     cursors
   */
  Cursor follow(long seq);

  /**
   * A reader's place in the log. Holds at most 1,024 events in memory; a slower reader is brought
   * up to date from the database. Not thread-safe, but {@link #close} may come from any thread and
   * wakes {@link #next}.
   */
  @ProviderType
  interface Cursor extends AutoCloseable {

    /**
     * Waits for events. Empty when the time passed or the cursor was closed.
     *
     * @return oldest first; where the first's number is more than one above the last one seen, the
     *     events between were trimmed from the log before this reader came to them
     */
    List<Event> next(Duration timeout) throws InterruptedException;

    @Override
    void close();
  }
}
