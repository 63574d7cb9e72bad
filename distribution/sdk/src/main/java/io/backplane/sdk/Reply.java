package io.backplane.sdk;

import java.util.Map;

/** Where a command's answer goes. Thread-safe; nothing is said after the terminal. */
public interface Reply {

  /** A named event. */
  void event(String name, Object value);

  /** An event without a name. */
  void event(Object value);

  /** The command succeeded. */
  void done(Object value);

  /**
   * The command failed.
   *
   * @param code of the driver's own; by custom 1 transport, 2 the device's answer, 3 argument or
   *     state
   */
  void error(int code, Map<String, Object> value);

  /** As above, with nothing but a message. */
  default void error(int code, String message) {
    error(code, Map.of("message", message));
  }

  /** Whether the terminal has been said. */
  boolean ended();
}
