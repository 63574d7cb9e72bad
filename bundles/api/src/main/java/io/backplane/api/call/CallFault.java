package io.backplane.api.call;

import java.util.Map;

/**
 * Errors that the kernel itself ends calls with. 1000 to 1002 are those of the StdioLink host
 * library; the others are this product's.
 */
public enum CallFault {
  /** A unit's answer could not be read. */
  MALFORMED(1000),
  /** A unit's process ended before its answer. */
  EARLY_EXIT(1001),
  /** A unit's answer was longer than the frame limit. */
  OVERFLOW(1002),
  /** The call's idle or total limit passed. */
  TIMED_OUT(1100),
  /** The caller cancelled. */
  CANCELLED(1101),
  /**
   * The unit was updated, rolled back or stopped under an open stream; calling again reaches what
   * is there now.
   */
  UNIT_REPLACED(1102),
  /** The unit threw. */
  UNIT_FAILED(1103),
  /** The kernel ended while the call was under way. */
  KERNEL_RESTARTED(1104);

  private final int code;

  CallFault(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Ends a call with this fault. */
  public void end(CallSink sink, String message) {
    sink.error(code, Map.of("name", Values.word(this), "message", message));
  }
}
