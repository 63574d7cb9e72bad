package io.backplane.shell;

/** What a command ends with. */
public final class ExitCode {

  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int REFUSED = 3;

  private ExitCode() {}
}
