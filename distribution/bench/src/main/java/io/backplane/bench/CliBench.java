package io.backplane.bench;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** A command on a warm kernel, from fork to exit. */
final class CliBench implements Bench {

  private static final int WARM_UP = 20;
  private static final int RUNS = 100;
  private static final double TARGET_MS = 20;

  @Override
  public String name() {
    return "cli";
  }

  @Override
  public String what() {
    return "bin/backplane status, wall time";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("cli"))) {
      List<String> status = distribution.command(kernel.data(), "status");
      List<String> curl = curl(kernel);
      List<String> shell = List.of("sh", "-c", ":");
      for (int i = 0; i < WARM_UP; i++) {
        spawn(status);
        spawn(curl);
        spawn(shell);
      }
      var statusMs = new Samples();
      var curlMs = new Samples();
      var shellMs = new Samples();
      for (int i = 0; i < RUNS; i++) {
        statusMs.timeMs(() -> spawn(status));
        curlMs.timeMs(() -> spawn(curl));
        shellMs.timeMs(() -> spawn(shell));
      }
      Stats beside = curlMs.stats();
      return List.of(
          Row.of(name(), "backplane status", Measure.MS, statusMs.stats())
              .beside("sh + curl", beside)
              .target("< 20 ms", Row.Limit.UNDER, TARGET_MS),
          Row.of(name(), "sh + curl", Measure.MS, beside).beside("sh", shellMs.stats()));
    }
  }

  /** The least that asks a kernel from a shell. */
  static List<String> curl(RunningKernel kernel) {
    return List.of(
        "sh",
        "-c",
        "curl -s --unix-socket '%s' http://localhost/api/health/live; :"
            .formatted(kernel.socket()));
  }

  static void spawn(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
  }
}
