package io.backplane.supervisor.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs programs inside the kernel, in the place of processes of their own. */
public interface Embedding {

  /** One that is loaded. */
  interface Program {

    /**
     * Runs it on this thread until it ends or {@linkplain #cancel is ended}. Once.
     *
     * @return its exit code
     */
    int run() throws Exception;

    /** Ends it, whatever it does, from any thread; may return before it has. */
    void cancel();
  }

  /**
   * Loads a program, without running it.
   *
   * @param arguments a command's, behind its program
   * @param environment over the kernel's own; for all that it starts, too
   * @param in its standard input
   * @param out its standard output
   * @param err its standard error
   * @throws IOException it cannot be loaded
   */
  Program load(
      List<String> arguments,
      Path directory,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err)
      throws IOException;
}
