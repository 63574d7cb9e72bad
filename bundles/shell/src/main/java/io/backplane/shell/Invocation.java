package io.backplane.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * One command being carried out for somebody at the unix socket or in the shell: always a local
 * admin.
 *
 * @param directory where the caller is; relative paths start there
 * @param width of the caller's terminal in columns
 * @param terminal whether the caller watches
 * @param gone whether the caller has gone away or pressed Ctrl-C
 */
public record Invocation(
    Services services,
    PrintWriter out,
    PrintWriter err,
    Path directory,
    int width,
    boolean terminal,
    BooleanSupplier gone) {

  /** Who acts, for the event log. */
  public static final String PRINCIPAL = "local";
}
