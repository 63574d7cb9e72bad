package io.backplane.units;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the distribution's own script, which picks the Java, its flags and the cache; each answer
 * holds as long as the kernel runs. Thread-safe.
 */
final class ScriptedHost implements ServiceHost {

  private final Path script;
  private final Map<List<String>, List<String>> known = new ConcurrentHashMap<>();

  /**
   * @param home of the distribution
   */
  ScriptedHost(Path home) {
    this.script = home.resolve("bin").resolve("backplane");
  }

  @Override
  public List<String> command(List<String> words) throws IOException {
    List<String> answered = known.get(words);
    if (answered == null) {
      answered = asked(words);
      known.put(List.copyOf(words), answered);
    }
    return answered;
  }

  private List<String> asked(List<String> words) throws IOException {
    if (!Files.isExecutable(script)) {
      throw new IOException("cannot be run: " + script + " is missing");
    }
    var command = new ArrayList<>(List.of(script.toString(), "service", "host-command"));
    command.addAll(words);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BACKPLANE_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("cannot be run so: " + said.strip().replaceFirst("^Error: ", ""));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said.lines().toList();
  }
}
