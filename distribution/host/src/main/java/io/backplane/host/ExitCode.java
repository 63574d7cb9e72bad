package io.backplane.host;

/** What a service's program ends with. */
final class ExitCode {

  static final int OK = 0;

  /** The configuration does not fit, or the service has failed. */
  static final int FAILED = 1;

  /** What was asked for, or the service's folder, is not as it must be. */
  static final int MISUSED = 2;

  private ExitCode() {}
}
