package io.backplane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an idle kernel holds, ten seconds after its start; no collection is forced. */
final class MemoryBench implements Bench {

  private static final int ROUNDS = 3;
  private static final long IDLE_MS = 10_000;
  private static final double TARGET_MB = 130;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String what() {
    return "resident memory of an idle kernel";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    Path data = scratch.fresh("memory");
    var rss = new Samples();
    var pss = new Samples();
    var bareRss = new Samples();
    var barePss = new Samples();
    for (int round = 0; round < ROUNDS; round++) {
      Process bare = BareJvm.start(BareJvm.class, "600000");
      try (RunningKernel kernel = RunningKernel.start(distribution, data)) {
        Thread.sleep(IDLE_MS);
        rss.add(megabytes(kernel.process(), "Rss"));
        pss.add(megabytes(kernel.process(), "Pss"));
        bareRss.add(megabytes(bare, "Rss"));
        barePss.add(megabytes(bare, "Pss"));
      } finally {
        bare.destroy();
      }
    }
    return List.of(
        Row.of(name(), "RSS, idle for 10 s", Measure.MB, rss.stats())
            .beside("bare JVM", bareRss.stats())
            .target("≤ 130 MB", Row.Limit.UNDER, TARGET_MB + 0.5),
        Row.of(name(), "PSS, idle for 10 s", Measure.MB, pss.stats())
            .beside("bare JVM", barePss.stats()));
  }

  static double megabytes(Process process, String what) throws IOException {
    return megabytes(process.pid(), what);
  }

  /**
   * @param what such as {@code Rss}
   */
  static double megabytes(long pid, String what) throws IOException {
    String rollup = Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"));
    Matcher match = Pattern.compile("(?m)^" + what + ":\\s+(\\d+) kB").matcher(rollup);
    if (!match.find()) {
      throw new IOException("no " + what + " in " + rollup);
    }
    return Long.parseLong(match.group(1)) * 1024 / 1e6;
  }
}
