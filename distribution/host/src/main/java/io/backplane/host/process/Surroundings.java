package io.backplane.host.process;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a service has from whoever runs it. Usually it is what its process has; but a process that
 * was started ahead is told directory and variables later, and a JVM can change neither, and a
 * kernel may run a service inside its own process. So everything that goes by one of them asks
 * here.
 *
 * @param directory where relative paths start; empty for the process's own
 * @param variables all of them, for those it starts, too
 * @param input its standard input, from one reader to the next without a loss
 * @param output its standard output; fails where nobody reads it
 * @param err its standard error
 */
public record Surroundings(
    Path directory,
    Map<String, String> variables,
    InputStream input,
    OutputStream output,
    PrintStream err) {

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        Path.of(""),
        System.getenv(),
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        lines(System.err));
  }

  /** A stream of text, each line of which is written at once. */
  public static PrintStream lines(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /**
   * The same streams elsewhere.
   *
   * @param over variables over those that it has
   */
  public Surroundings at(Path place, Map<String, String> over) {
    var all = new HashMap<>(variables);
    all.putAll(over);
    return new Surroundings(place, all, input, output, err);
  }

  /** The same place, where nothing can be read and nobody listens. */
  public Surroundings silent() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Surroundings(
        directory, variables, InputStream.nullInputStream(), nowhere, lines(nowhere));
  }

  /** A path as it was given, from the directory on. */
  public Path path(String text) {
    return directory.resolve(text);
  }

  /** Writes a line to the output. */
  public void say(String line) {
    lines(output).println(line);
  }
}
