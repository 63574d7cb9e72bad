package io.backplane.distribution.tests;

import io.backplane.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kernel of the distribution as a child process, on a data directory of its own and any free
 * port. Closing it ends the process and removes the directory.
 */
final class RunningKernel implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(40);
  private static final String[] WORDS = {"start", "--foreground", "--port", "0"};
  private static final AtomicInteger TOKENS = new AtomicInteger();

  private final Path data;
  private Process process;
  private Map<String, Object> file;
  private String adminToken;

  private RunningKernel(Path data) {
    this.data = data;
  }

  static RunningKernel start() {
    return start(Distribution.newData());
  }

  static RunningKernel start(Path data) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var kernel = new RunningKernel(data);
    kernel.launch(kernel.cli());
    return kernel;
  }

  /** One that is still to be {@linkplain #launch launched}. */
  static RunningKernel none() {
    return new RunningKernel(Distribution.newData());
  }

  /** Starts what is not running, on the same directory. */
  void launch(Cli cli) {
    await(cli.start(List.of(), WORDS));
  }

  /** The same, for {@link Cli#ctrlC}. */
  void launchInTerminal(Cli cli) {
    await(cli.startInTerminal(WORDS));
  }

  private void await(Process launched) {
    process = launched;
    var out = Cli.text(process.getInputStream());
    var err = Cli.text(process.getErrorStream());
    Await.until(
        "the kernel answers",
        START_LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the kernel ended: " + out.join() + err.join());
          }
          return read().isPresent();
        });
    file = read().orElseThrow();
  }

  /** What {@code kernel.json} says of this process, once it does. */
  private Optional<Map<String, Object>> read() {
    try {
      return Optional.of(Json.object(Files.readString(data.resolve("run/kernel.json"))))
          .filter(told -> told.get("pid").equals((int) process.pid()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path data() {
    return data;
  }

  Path deploy() {
    return data.resolve("deploy");
  }

  /** {@code kernel.json} as it was when the kernel first answered. */
  Map<String, Object> file() {
    return file;
  }

  int port() {
    return (Integer) file.get("port");
  }

  String url() {
    return (String) file.get("url");
  }

  Path socket() {
    return Path.of((String) file.get("socket"));
  }

  Process process() {
    return process;
  }

  Cli cli() {
    return new Cli(data);
  }

  /** REST without a token. */
  Rest stranger() {
    return new Rest(url(), List.of());
  }

  /** REST with a new token of a role. */
  Rest rest(String role) {
    return stranger().token(token(role));
  }

  /** REST as an admin, with one token for all. */
  Rest admin() {
    if (adminToken == null) {
      adminToken = token("admin");
    }
    return stranger().token(adminToken);
  }

  String token(String role) {
    String name = role + TOKENS.incrementAndGet();
    return (String) cli().json("token", "create", name, "--role", role).get("token");
  }

  /** SIGTERM, and waits for the end. */
  void end() {
    process.destroy();
    awaitEnd();
  }

  /** SIGKILL, and waits for the end. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the kernel did not end within 10 s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
  }

  /** Units that outlive the kernel are ended with it. */
  @Override
  public void close() {
    if (Files.exists(data.resolve("run/units")) && process != null) {
      if (!process.isAlive()) {
        launch(cli());
      }
      cli().run("stop").ok();
      awaitEnd();
    } else if (process != null && process.isAlive()) {
      end();
    }
    Distribution.delete(data);
  }
}
