package io.backplane.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real {@code nats-server} with JetStream on the loopback address, which can be stopped, paused,
 * killed and started again on what it has kept. {@code BACKPLANE_NATS_SERVER} names another program
 * than the one in the path.
 */
public final class NatsServer implements AutoCloseable {

  private static final int END_LIMIT_S = 20;

  private final Path directory;
  private final List<String> config;
  private final int port;
  private Process process;

  private NatsServer(Path directory, List<String> config) {
    this.directory = directory;
    this.config = config;
    this.port = freePort();
  }

  /**
   * @param directory where it keeps what it keeps
   * @param config lines of its configuration
   */
  public static NatsServer start(Path directory, String... config) {
    var server = new NatsServer(directory, List.of(config));
    server.start();
    return server;
  }

  public String url() {
    return "nats://127.0.0.1:" + port;
  }

  /** Starts it again, and returns when it takes connections. */
  public void start() {
    try {
      Files.createDirectories(directory);
      var lines = new ArrayList<>(config);
      lines.add("listen: \"127.0.0.1:" + port + "\"");
      lines.add("jetstream { store_dir: \"" + store() + "\" }");
      Path file = Files.write(directory.resolve("nats.conf"), lines);
      Path log = directory.resolve("nats.log");
      process =
          new ProcessBuilder(program(), "-c", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Await.until("the NATS server listens", this::listens);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("nats-server ended: " + log());
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'I'; // of its INFO
    } catch (IOException e) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("nats.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String program() {
    String named = System.getenv("BACKPLANE_NATS_SERVER");
    if (named != null) {
      return named;
    }
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/bin"))
        .map(folder -> Path.of(folder, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "nats-server is missing: install it (Debian: apt-get install nats-server)"))
        .toString();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, and waits for the end. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** SIGKILL, and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(END_LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("nats-server does not end within " + END_LIMIT_S + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
  }

  /** Holds it up: it keeps its connections and answers nothing. */
  public void pause() {
    signal("STOP");
  }

  /** Lets a paused one go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -" + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Copies what it has kept. It must not run.
   *
   * @return the copy
   */
  public Path keep(Path copy) {
    copy(store(), copy);
    return copy;
  }

  /** Takes what was {@linkplain #keep kept}. It must not run, and have been wiped. */
  public void restore(Path copy) {
    copy(copy, store());
  }

  private static void copy(Path from, Path to) {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path store() {
    return directory.resolve("store");
  }

  /** Loses all that it has kept. It must not run. */
  public void wipe() {
    try (var files = Files.walk(store())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
