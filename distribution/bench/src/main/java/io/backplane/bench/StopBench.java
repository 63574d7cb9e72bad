package io.backplane.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How long a kernel takes to go. */
final class StopBench implements Bench {

  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String what() {
    return "SIGTERM to the end of the process; backplane stop";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    Path data = scratch.fresh("stop");
    var signal = new Samples();
    var command = new Samples();
    var bare = new Samples();
    for (int round = 0; round < ROUNDS; round++) {
      Process jvm = BareJvm.start(BareJvm.class, "600000");
      jvm.getInputStream().read();
      bare.timeMs(() -> end(jvm));
      try (RunningKernel kernel = RunningKernel.start(distribution, data)) {
        signal.timeMs(() -> end(kernel.process()));
      }
      try (RunningKernel kernel = RunningKernel.start(distribution, data)) {
        command.timeMs(() -> stop(distribution, data));
        if (!kernel.process().waitFor(java.time.Duration.ofSeconds(1))) {
          throw new IOException("'backplane stop' returned before the kernel was gone");
        }
      }
    }
    Stats floor = bare.stats();
    return List.of(
        Row.of(name(), "SIGTERM to gone", Measure.MS, signal.stats()).beside("bare JVM", floor),
        Row.of(name(), "backplane stop", Measure.MS, command.stats()).beside("bare JVM", floor));
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  private static void stop(Distribution distribution, Path data) throws Exception {
    var builder = new ProcessBuilder(distribution.command(data, "stop"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException("'backplane stop' ended with " + exit);
    }
  }
}
