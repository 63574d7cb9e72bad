package io.backplane.host.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.host.js.Substitute;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Makes one module of a service that is written in TypeScript, or that uses packages of npm's:
 * esbuild runs while the engine starts. Nothing is kept: it takes as long as it would to find out
 * that nothing has changed.
 */
public final class Bundling {

  private static final List<String> OPTIONS =
      List.of(
          "--bundle",
          "--format=esm",
          "--platform=neutral",
          "--main-fields=module,main",
          "--target=es2024",
          "--sourcemap=inline",
          "--define:process.env.NODE_ENV=\"production\"",
          "--external:stdiolink",
          "--external:stdiolink/*",
          "--external:backplane",
          "--charset=utf8",
          "--color=false",
          "--log-level=warning");

  /** What it says to those who call it themselves. */
  private static final String ADVICE = "  You can mark the path ";

  private final Path entry;
  private final Optional<Tool.Running> running;

  private Bundling(Path entry, Optional<Tool.Running> running) {
    this.entry = entry;
    this.running = running;
  }

  /**
   * @param folder of a service; real and absolute
   * @param entry its first module, in it
   * @param variables of the service
   * @throws BuildException it would have to be built, and that cannot be done here
   */
  public static Bundling start(Path folder, Path entry, Map<String, String> variables)
      throws BuildException {
    if (!needed(folder, entry)) {
      return new Bundling(entry, Optional.empty());
    }
    Tool esbuild =
        Tool.find(variables, "BACKPLANE_ESBUILD", "esbuild", "esbuild")
            .orElseThrow(
                () ->
                    new BuildException(
                        "%s needs esbuild, which is not here for %s: BACKPLANE_ESBUILD can name one"
                            .formatted(entry.getFileName(), Tool.platform())));
    var arguments = new ArrayList<String>();
    arguments.add("./" + entry.getFileName());
    arguments.addAll(OPTIONS);
    arguments.add("--sources-content=" + (System.getProperty("backplane.inspect") != null));
    try {
      return new Bundling(entry, Optional.of(esbuild.start(folder, arguments)));
    } catch (IOException e) {
      throw new BuildException("cannot run " + esbuild.program() + ": " + e.getMessage());
    }
  }

  private static boolean needed(Path folder, Path entry) throws BuildException {
    if (entry.toString().endsWith(".ts")) {
      return true;
    }
    Path manifest = folder.resolve("package.json");
    try {
      return Files.isRegularFile(manifest)
          && !new ObjectMapper()
              .readTree(Files.readString(manifest))
              .path("dependencies")
              .isEmpty();
    } catch (IOException e) {
      throw new BuildException("package.json cannot be read: " + e.getMessage());
    }
  }

  /**
   * Waits for it.
   *
   * @param err gets warnings
   * @return empty for a service that runs as it is
   * @throws BuildException with file, line and column of what is wrong
   */
  public Optional<Substitute> result(PrintStream err) throws BuildException, InterruptedException {
    if (running.isEmpty()) {
      return Optional.empty();
    }
    try {
      Tool.Result result = running.get().result();
      String told = told(result.err());
      if (result.code() != 0) {
        throw new BuildException(entry.getFileName() + " cannot be built:\n" + told);
      }
      if (!told.isEmpty()) {
        err.println(told);
      }
      return Optional.of(new Bundle(entry, result.out()).substitute());
    } catch (IOException | CompletionException e) {
      throw new BuildException("esbuild: " + e.getMessage());
    }
  }

  private static String told(String log) {
    return log.lines()
        .filter(line -> !line.startsWith(ADVICE))
        .collect(Collectors.joining("\n"))
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }
}
