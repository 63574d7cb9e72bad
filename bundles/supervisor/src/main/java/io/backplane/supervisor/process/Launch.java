package io.backplane.supervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One start.
 *
 * @param token what all its processes carry in their environment
 * @param environment added to the kernel's own
 */
public record Launch(
    String unit,
    long start,
    String token,
    List<String> command,
    Path directory,
    Map<String, String> environment) {

  /** The variable that holds the token. */
  public static final String TOKEN = "BACKPLANE_RUN";

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A process that is no unit's yet. */
  static Launch ofSpare(String token, List<String> command, Path directory) {
    return new Launch("a spare", 0, token, command, directory, Map.of());
  }

  /**
   * @throws IOException the program cannot be run: the message names it and what to do
   */
  public void checkProgram() throws IOException {
    Path program = Path.of(command.getFirst());
    if (!Files.exists(program)) {
      throw new IOException("the program " + program + " is missing: install its package again");
    }
    if (Files.isDirectory(program) || !Files.isExecutable(program)) {
      throw new IOException(
          "the program " + program + " is not executable: chmod +x it, or install it again");
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException("the working directory " + directory + " is missing");
    }
  }
}
