package io.backplane.host;

/** Why a service is not run. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  private Refused(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for, or the folder, is wrong. */
  static Refused misuse(String message) {
    return new Refused(ExitCode.MISUSED, message);
  }

  /** It could have been run, were it not for this. */
  static Refused failure(String message) {
    return new Refused(ExitCode.FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
