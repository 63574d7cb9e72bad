package io.backplane.launcher;

/** Why a kernel cannot start, in one sentence for whoever typed the command. */
final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  StartFailure(String message) {
    this(1, message);
  }

  StartFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
