package io.backplane.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * From exec to the first answered request: wall time, and CPU time, which other work disturbs less.
 */
final class StartBench implements Bench {

  private static final int ROUNDS = 5;
  private static final String PATH = "/api/health";
  private static final double TARGET_MS = 1_000;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String what() {
    return "exec to HTTP 200: fresh, again, with the AOT cache";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    Distribution plain = distribution.copyWithoutAot(scratch.fresh("plain"));
    Path data = scratch.fresh("start");
    String token;
    List<String> bare;
    try (RunningKernel kernel = RunningKernel.start(distribution, data)) {
      token = kernel.token(distribution);
      bare = kernel.commandLine();
    }
    var cold = new Samples();
    var again = new Samples();
    var aot = new Samples();
    var java = new Samples();
    var cpu = new Samples();
    var floor = new Samples();
    var script = distribution.command(data, "start", "--foreground", "--port", "0");
    var scriptPlain = plain.command(data, "start", "--foreground", "--port", "0");
    for (int round = 0; round < ROUNDS; round++) {
      floor.timeMs(() -> new ProcessBuilder(BareJvm.command(BareJvm.class)).start().waitFor());
      Path fresh = scratch.fresh("cold");
      start(cold, plain.command(fresh, "start", "--foreground", "--port", "0"), "");
      start(again, scriptPlain, token);
      cpu.add(start(aot, script, token));
      start(java, bare, token);
    }
    Stats jvm = floor.stats();
    return List.of(
        row("fresh data directory, no AOT cache", cold, jvm),
        row("same data directory, no AOT cache", again, jvm),
        row("AOT cache", aot, jvm).target("< 1 s", Row.Limit.UNDER, TARGET_MS),
        row("AOT cache, java without the script", java, jvm),
        Row.of(name(), "AOT cache, CPU time", Measure.MS, cpu.stats()));
  }

  private Row row(String what, Samples samples, Stats jvm) {
    return Row.of(name(), what, Measure.MS, samples.stats()).beside("bare JVM", jvm);
  }

  /**
   * Adds the wall time and returns the CPU time, both in milliseconds. A data directory that is
   * fresh has no token yet: there the socket is asked.
   */
  private static double start(Samples into, List<String> command, String token) throws Exception {
    Path data = Path.of(command.get(command.indexOf("--data") + 1));
    long from = System.nanoTime();
    try (RunningKernel kernel = RunningKernel.start(command, data)) {
      try (HttpLine line = token.isEmpty() ? HttpLine.unix(kernel.socket()) : kernel.line()) {
        line.demand(HttpLine.get(PATH, token));
      }
      into.add((System.nanoTime() - from) / 1e6);
      return kernel.cpuMs();
    }
  }
}
