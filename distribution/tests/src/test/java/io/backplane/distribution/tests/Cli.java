package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code bin/backplane} as somebody types it. */
record Cli(Path script, Path data, Path directory, Map<String, String> environment) {

  private static final long LIMIT_SECONDS = 45;

  Cli(Path data) {
    this(Distribution.SCRIPT, data, data, Map.of());
  }

  /** Of another distribution. */
  Cli of(Path home) {
    return new Cli(home.resolve("bin/backplane"), data, directory, environment);
  }

  /** In another working directory. */
  Cli in(Path other) {
    return new Cli(script, data, other, environment);
  }

  Cli with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Cli(script, data, directory, more);
  }

  /** What came of a command. */
  record Result(int code, String out, String err) {

    /** What it printed; it must have succeeded and have nothing to complain of. */
    String ok() {
      assertThat(this).isEqualTo(new Result(0, out, ""));
      return out.strip();
    }

    Map<String, Object> json() {
      return Json.object(ok());
    }
  }

  Result run(String... words) {
    Process process = start(List.of(), words);
    try {
      process.getOutputStream().close();
      var out = text(process.getInputStream());
      var err = text(process.getErrorStream());
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", words) + " did not end: " + out.join());
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
  }

  /** What a command prints as JSON. */
  Map<String, Object> json(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--json");
    return run(all.toArray(String[]::new)).json();
  }

  /**
   * Starts it as a terminal does: in a process group of its own, to which Ctrl-C goes. A build in
   * the background ignores SIGINT and would pass that on.
   */
  Process startInTerminal(String... words) {
    return start(List.of("setsid", "env", "--default-signal=INT"), words);
  }

  /** Presses Ctrl-C in the terminal of {@link #startInTerminal}. */
  static void ctrlC(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
  }

  /**
   * Starts it without waiting.
   *
   * @param before what stands in front of the script, such as {@code setsid}
   */
  Process start(List<String> before, String... words) {
    var command = new ArrayList<>(before);
    command.add(script.toString());
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("BACKPLANE_DATA", data.toString());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CompletableFuture<String> text(InputStream stream) {
    var text = new CompletableFuture<String>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.completeExceptionally(e);
              }
            });
    return text;
  }
}
