package io.backplane.bench;

import java.util.List;

/** What a kernel that nobody asks for anything uses of a core. */
final class IdleBench implements Bench {

  private static final long SETTLE_MS = 10_000;

  private final int seconds;

  /**
   * @param seconds how long it is watched
   */
  IdleBench(int seconds) {
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String what() {
    return "CPU of an idle kernel over " + seconds + " s (--idle SECONDS)";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    long whileMs = seconds * 1_000L;
    Process bare = BareJvm.start(BareJvm.class, Long.toString(SETTLE_MS + whileMs + 600_000));
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("idle"))) {
      Thread.sleep(SETTLE_MS);
      double bareMs = RunningKernel.cpuMs(bare);
      double kernelMs = kernel.cpuMs();
      long from = System.nanoTime();
      Thread.sleep(whileMs);
      double elapsedMs = (System.nanoTime() - from) / 1e6;
      double percent = 100 * (kernel.cpuMs() - kernelMs) / elapsedMs;
      double barePercent = 100 * (RunningKernel.cpuMs(bare) - bareMs) / elapsedMs;
      String what = "idle for " + seconds + " s, CPU of one core";
      return List.of(
          Row.of(name(), what, Measure.PERCENT, Stats.of(percent))
              .beside("bare JVM", Stats.of(barePercent)));
    } finally {
      bare.destroy();
    }
  }
}
