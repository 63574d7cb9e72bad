package io.backplane.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A service's folder, run by the host in a process of its own. */
public final class TestService {

  private static final long LIMIT_S = 60;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private TestService(Path folder) {
    this.folder = folder;
  }

  /** What came of a run. */
  public record Result(int code, String out, String err) {

    /** Lines on stderr. */
    public List<String> lines() {
      return err.lines().toList();
    }
  }

  /** A service whose {@code index.js} this is, and that has nothing to configure. */
  public static TestService of(Path folder, String script) {
    return new TestService(folder)
        .file(
            "manifest.json",
            "{\"manifestVersion\":\"1\",\"id\":\"t\",\"name\":\"t\",\"version\":\"1.0.0\"}")
        .file("config.schema.json", "{}")
        .file("index.js", script);
  }

  public TestService file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestService without(String name) {
    try {
      Files.delete(folder.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a variable of its environment. */
  public TestService with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** With these options, and nothing on standard input. */
  public Result run(String... options) {
    var words = new ArrayList<>(List.of(folder.toString()));
    words.addAll(List.of(options));
    return host("", words, environment);
  }

  /** As a host would run it: these lines on its standard input, and then its end. */
  public Result linked(String profile, String... lines) {
    var input = new StringBuilder();
    List.of(lines).forEach(line -> input.append(line).append('\n'));
    return host(input.toString(), List.of("--linked", folder.toString(), "--profile=" + profile));
  }

  public Path folder() {
    return folder;
  }

  /** The host's program with these words behind it. */
  public static List<String> command(List<String> words) {
    var command = new ArrayList<>(RecordedHost.COMMAND);
    command.addAll(words);
    return command;
  }

  /** With these words behind the program's name. */
  public static Result host(String input, List<String> words) {
    return host(input, words, Map.of());
  }

  /** With these variables over the test's own. */
  public static Result host(String input, List<String> words, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(command(words));
      tools(builder.environment());
      builder.environment().putAll(environment);
      Process process = builder.start();
      var out = text(process.getInputStream());
      var err = text(process.getErrorStream());
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the host does not end: " + out.join() + err.join());
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Those that the build has fetched, as it is for the distribution. */
  private static void tools(Map<String, String> environment) {
    String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    Path tools = Path.of("target", "native").toAbsolutePath();
    Path esbuild = tools.resolve("esbuild-" + platform + "/package/bin/esbuild");
    Path tsc = tools.resolve("typescript-" + platform + "/package/lib/tsc");
    environment.putIfAbsent("BACKPLANE_ESBUILD", esbuild.toString());
    environment.putIfAbsent("BACKPLANE_TSC", tsc.toString());
  }

  private static CompletableFuture<String> text(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }
}
