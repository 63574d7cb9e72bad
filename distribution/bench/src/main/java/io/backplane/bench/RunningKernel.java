package io.backplane.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel as a child process, on a data directory of its own and a port of the system's choice.
 */
final class RunningKernel implements AutoCloseable {

  private static final long START_LIMIT_MS = 60_000;
  private static final Pattern PORT = Pattern.compile("\"port\": (\\d+)");

  private final Process process;
  private final Path data;
  private final int port;

  private RunningKernel(Process process, Path data, int port) {
    this.process = process;
    this.data = data;
    this.port = port;
  }

  static RunningKernel start(Distribution distribution, Path data) throws Exception {
    return start(distribution.command(data, "start", "--foreground", "--port", "0"), data);
  }

  /** Returns once the kernel has said where it answers. */
  static RunningKernel start(List<String> command, Path data) throws Exception {
    Files.createDirectories(data);
    Path file = data.resolve("run/kernel.json");
    Files.deleteIfExists(file);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("kernel.out").toFile())
            .start();
    long deadline = System.nanoTime() + START_LIMIT_MS * 1_000_000;
    while (!Files.exists(file)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException(
            "no kernel: " + Files.readString(data.resolve("kernel.out")) + " from " + command);
      }
      Thread.sleep(1);
    }
    Matcher port = PORT.matcher(Files.readString(file));
    if (!port.find()) {
      throw new IOException("no port in " + file);
    }
    return new RunningKernel(process, data, Integer.parseInt(port.group(1)));
  }

  Process process() {
    return process;
  }

  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  Path socket() {
    return data.resolve("run/backplane.sock");
  }

  /** CPU time so far, in milliseconds. */
  double cpuMs() {
    return cpuMs(process);
  }

  static double cpuMs(Process process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
  }

  /** The command line it really runs with, after the script has found flags and cache. */
  List<String> commandLine() throws IOException {
    String words = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    return new ArrayList<>(List.of(words.split("\0")));
  }

  String token(Distribution distribution) throws Exception {
    return cli(distribution, "token", "create", "bench").strip();
  }

  /** Runs a command, which has to be well, and returns what it printed. */
  String cli(Distribution distribution, String... words) throws Exception {
    Process command =
        new ProcessBuilder(distribution.command(data, words))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (command.waitFor() != 0) {
      throw new IOException(List.of(words) + " ended with " + command.exitValue());
    }
    return printed;
  }

  /** Ends it together with the units it runs, which SIGTERM would leave. */
  void stop(Distribution distribution) throws Exception {
    cli(distribution, "stop");
  }

  HttpLine line() throws IOException {
    return HttpLine.tcp(port);
  }

  /** SIGTERM, and waits. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IOException("a kernel did not stop within 10 s; it was killed");
  }
}
