package io.backplane.driver.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what a session has to say beside the answers to its calls. Called on the reading thread,
 * {@link #outOfStep} also on the thread that cancelled or wrote; never under a lock. Must not
 * block.
 */
@ConsumerType
public interface SessionListener {

  /**
   * An event line, whoever it belongs to.
   *
   * @param name empty for a bare event
   * @param code 0 by custom, of any sign
   */
  void event(String name, int code, Object value);

  /**
   * A line of stdout that is no answer, or one that nobody waits for.
   *
   * @param line cut at 64 KiB
   */
  void stray(String line, String why);

  /**
   * Late answers cannot be told apart any more: the process must be restarted. Said once; from then
   * on every call is refused.
   */
  void outOfStep(String why);

  /** Stdout has ended or failed. Calls that are open end when it is known how the process went. */
  void ended(String why);
}
