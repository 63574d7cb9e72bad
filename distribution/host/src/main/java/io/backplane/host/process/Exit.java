package io.backplane.host.process;

/**
 * How a program has ended.
 *
 * @param code what it returned, or the number of the signal that ended it
 * @param status {@code normal} or {@code crash}
 */
public record Exit(int code, String status) {

  private static final int SIGNALLED = 128;
  private static final int SIGNALS = 64;

  /**
   * @param value what the JVM says of it, which adds 128 to the number of a signal. A program that
   *     returns such a number by itself cannot be told from one that was ended.
   */
  static Exit of(int value) {
    boolean signalled = value > SIGNALLED && value <= SIGNALLED + SIGNALS;
    return signalled ? new Exit(value - SIGNALLED, "crash") : new Exit(value, "normal");
  }
}
