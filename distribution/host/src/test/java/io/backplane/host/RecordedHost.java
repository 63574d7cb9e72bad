package io.backplane.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The host's program as it is shipped: in jars, and starting from an AOT cache. Recorded once for
 * all tests, which start it some hundred times.
 */
final class RecordedHost {

  private static final Path DIRECTORY = Path.of("target", "recorded-host").toAbsolutePath();
  private static final Path TESTS = Path.of("target", "test-classes").toAbsolutePath();

  /** What starts it; the program's words come behind. */
  static final List<String> COMMAND = recorded();

  private RecordedHost() {}

  private static List<String> recorded() {
    try {
      Files.createDirectories(DIRECTORY);
      String classPath = String.join(File.pathSeparator, jars());
      Path cache = DIRECTORY.resolve("host.aot");
      Files.deleteIfExists(cache);
      var training = command("-XX:AOTCacheOutput=" + cache, classPath);
      training.add("--train");
      Path log = DIRECTORY.resolve("training.log");
      int code =
          new ProcessBuilder(training)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start()
              .waitFor();
      if (code != 0 || Files.notExists(cache)) {
        throw new IllegalStateException("the host is not recorded: " + Files.readString(log));
      }
      return List.copyOf(command("-XX:AOTCache=" + cache, classPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> command(String cache, String classPath) {
    return new ArrayList<>(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            cache,
            "-cp",
            classPath,
            Main.class.getName()));
  }

  /** The class path without the tests; directories packed, since a cache is of jars alone. */
  private static List<String> jars() {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    return Stream.of(entries)
        .map(Path::of)
        .filter(entry -> !entry.equals(TESTS) && Files.exists(entry))
        .map(entry -> Files.isDirectory(entry) ? packed(entry) : entry)
        .map(Path::toString)
        .toList();
  }

  private static Path packed(Path classes) {
    Path jar = DIRECTORY.resolve(Integer.toHexString(classes.hashCode()) + ".jar");
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-cf", jar.toString(), "-C", classes.toString(), ".");
    if (code != 0) {
      throw new IllegalStateException(classes + " is not packed");
    }
    return jar;
  }
}
