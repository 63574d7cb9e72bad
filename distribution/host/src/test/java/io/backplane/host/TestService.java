package io.backplane.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A service's folder, run by the host in a process of its own. */
public final class TestService {

  private static final long LIMIT_S = 60;

  private final Path folder;

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

  /** With these options, and nothing on standard input. */
  public Result run(String... options) {
    var words = new ArrayList<>(List.of(folder.toString()));
    words.addAll(List.of(options));
    return host("", words);
  }

  /** With these words behind the program's name. */
  public static Result host(String input, List<String> words) {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(words);
    try {
      Process process = new ProcessBuilder(command).start();
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
