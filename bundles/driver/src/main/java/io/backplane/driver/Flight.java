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

  /**
   * Notes when it was entered: what had been read by then cannot answer it.
   *
   * @param reads how many times the driver's stdout had been read
   */
  void enteredAt(long reads);

  /** What {@link #enteredAt} was told. */
  long enteredAt();

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
