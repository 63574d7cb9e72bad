package io.backplane.api.call;

/** Whether a call counts, or only mirrors one that does. */
public enum CallMode {
  NORMAL,
  /** A copy sent to another version for comparison; its answer reaches nobody. */
  SHADOW
}
