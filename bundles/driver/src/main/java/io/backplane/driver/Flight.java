package io.backplane.driver;

import io.backplane.api.call.CallFault;
import io.backplane.driver.Answer.Status;
import java.util.Map;

/**
 * A request whose answer is outstanding. It ends once for whoever asked; the driver's answer may
 * still be under way then, and this keeps its place in the order of answers.
 */
sealed interface Flight permits CallFlight, Handshake {

  String command();

  /** Whether nobody waits for it any more. */
  boolean over();

  /** The driver's own terminal, passed on untouched. */
  void answer(Status status, int code, Object data);

  /**
   * The host's terminal.
   *
   * @param details joins {@code name}, {@code message} and {@code stderr}
   */
  void fail(CallFault fault, String message, Map<String, Object> details);
}
