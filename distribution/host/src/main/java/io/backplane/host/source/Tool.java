package io.backplane.host.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A native program that the distribution carries, at {@code lib/FOLDER/PLATFORM/NAME}. */
record Tool(Path program) {

  private static final int OUTPUT_BYTES_MAX = 64 << 20;
  private static final long LIMIT_S = 120;

  /** What came of it. */
  record Result(int code, String out, String err) {}

  /**
   * The one that the environment names, else the distribution's.
   *
   * @param variables of the environment
   * @param variable one of them, such as {@code BACKPLANE_ESBUILD}
   */
  static Optional<Tool> find(
      Map<String, String> variables, String variable, String folder, String name) {
    return Optional.ofNullable(variables.get(variable))
        .filter(named -> !named.isEmpty())
        .map(Path::of)
        .or(() -> lib().map(lib -> lib.resolve(folder).resolve(platform()).resolve(name)))
        .filter(Files::isExecutable)
        .map(program -> new Tool(program.toAbsolutePath()));
  }

  /** The folder of the host's own jar. */
  private static Optional<Path> lib() {
    try {
      return Optional.ofNullable(
          Path.of(Tool.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .getParent());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** As npm names it: {@code linux-x64}. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = os.startsWith("windows") ? "win32" : os.startsWith("mac") ? "darwin" : "linux";
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> name + "-x64";
      case "aarch64" -> name + "-arm64";
      case String other -> name + "-" + other;
    };
  }

  /** What a program is doing. */
  record Running(Process process, CompletableFuture<String> out, CompletableFuture<String> err) {

    /**
     * Waits for it, at most 2 min.
     *
     * @throws IOException it takes too long, or writes too much
     */
    Result result() throws IOException, InterruptedException {
      try {
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
          throw new IOException("it does not end");
        }
        return new Result(process.exitValue(), out.join(), err.join());
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Starts it with nothing to read.
   *
   * @throws IOException it cannot be run
   */
  Running start(Path cwd, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).directory(cwd.toFile()).start();
    process.getOutputStream().close();
    return new Running(process, text(process.getInputStream()), text(process.getErrorStream()));
  }

  private static CompletableFuture<String> text(InputStream in) {
    var text = new CompletableFuture<String>();
    Thread.ofPlatform()
        .daemon()
        .name("tool-output")
        .start(
            () -> {
              try (in) {
                byte[] bytes = in.readNBytes(OUTPUT_BYTES_MAX + 1);
                if (bytes.length > OUTPUT_BYTES_MAX) {
                  throw new IOException("it writes more than 64 MiB");
                }
                text.complete(new String(bytes, StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
              }
            });
    return text;
  }
}
