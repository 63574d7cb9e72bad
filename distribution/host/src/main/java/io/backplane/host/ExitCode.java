package io.backplane.host;

import io.backplane.host.source.BuildException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** What a service's program ends with. */
final class ExitCode {

  static final int OK = 0;

  /** The configuration does not fit, or the service has failed. */
  static final int FAILED = 1;

  /** What was asked for, or the service's folder, is not as it must be. */
  static final int MISUSED = 2;

  /** Something that ends with a code, or cannot be done. */
  interface Program {
    int run() throws Refused, BuildException, InterruptedException;
  }

  private ExitCode() {}

  /** Of a program; what keeps it from being run is told. */
  static int of(Program program, PrintStream err) {
    try {
      return program.run();
    } catch (Refused e) {
      err.println("Error: " + e.getMessage());
      return e.exitCode();
    } catch (BuildException e) {
      err.println("Error: " + e.getMessage());
      return MISUSED;
    } catch (UncheckedIOException e) {
      err.println("Error: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      return FAILED;
    } catch (StackOverflowError | LinkageError e) {
      err.println("Error: the host has failed: " + e);
      return FAILED;
    }
  }
}
