package io.backplane.state.spi;

import java.time.Duration;
import java.util.List;

/** Follows the keys under a prefix. Not thread-safe, but {@link #close} may come from anywhere. */
public interface StateWatch extends AutoCloseable {

  /**
   * Waits for changes. Of a key that changes faster than this is asked, versions may be left out,
   * never the last one. Empty when the time passed or the watch was closed.
   *
   * @return in the order in which they came to stand here; deletions among them
   */
  List<StateEntry> next(Duration timeout) throws InterruptedException;

  @Override
  void close();
}
