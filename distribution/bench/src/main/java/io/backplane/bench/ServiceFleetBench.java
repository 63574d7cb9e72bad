package io.backplane.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ten services that wait to be called, each in a process of its own, and ten inside the kernel. */
final class ServiceFleetBench implements Bench {

  private static final int SERVICES = 10;

  /** What a start has brought into memory for itself has gone by then. */
  private static final long IDLE_MS = 5_000;

  private static final Pattern PID = Pattern.compile("\"pid\" : (\\d+)");

  @Override
  public String name() {
    return "service-fleet";
  }

  @Override
  public String what() {
    return "memory of ten services";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    var rss = new Samples();
    var pss = new Samples();
    var bareRss = new Samples();
    var embedded = new Samples();
    Process bare = BareJvm.start(BareJvm.class, "600000");
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("services"))) {
      try {
        for (long pid : started(kernel, distribution)) {
          rss.add(MemoryBench.megabytes(pid, "Rss"));
          pss.add(MemoryBench.megabytes(pid, "Pss"));
        }
        bareRss.add(MemoryBench.megabytes(bare.pid(), "Rss"));
        embedded.add(growth(kernel, distribution));
      } finally {
        kernel.stop(distribution);
      }
    } finally {
      bare.destroy();
    }
    Stats share = pss.stats();
    return List.of(
        Row.of(name(), "a service that waits, RSS", Measure.MB, rss.stats())
            .beside("bare JVM", bareRss.stats()),
        Row.of(name(), "the same, its share (PSS)", Measure.MB, share),
        Row.of(name(), "one inside the kernel, its growth", Measure.MB, embedded.stats())
            .beside("in a process, its share", share));
  }

  /** Of the kernel for each service inside it, behind the first one, which brings the engine. */
  private static double growth(RunningKernel kernel, Distribution distribution) throws Exception {
    embed(kernel, distribution, "first");
    Thread.sleep(IDLE_MS);
    double before = MemoryBench.megabytes(kernel.process(), "Rss");
    for (int i = 0; i < SERVICES; i++) {
      embed(kernel, distribution, "e" + i);
    }
    Thread.sleep(IDLE_MS);
    return (MemoryBench.megabytes(kernel.process(), "Rss") - before) / SERVICES;
  }

  private static void embed(RunningKernel kernel, Distribution distribution, String id)
      throws Exception {
    kernel.cli(distribution, "instance", "create", "s0", "--id", id, "--arg=--embedded", "--start");
    kernel.cli(distribution, "call", id, "count");
  }

  private static List<Long> started(RunningKernel kernel, Distribution distribution)
      throws Exception {
    for (int i = 0; i < SERVICES; i++) {
      kernel.cli(distribution, "service", "new", "s" + i, "--template", "commands");
      kernel.cli(distribution, "instance", "start", "s" + i);
      kernel.cli(distribution, "call", "s" + i, "count");
    }
    Thread.sleep(IDLE_MS);
    var pids = new ArrayList<Long>();
    for (int i = 0; i < SERVICES; i++) {
      Matcher pid = PID.matcher(kernel.cli(distribution, "instance", "show", "s" + i, "--json"));
      if (!pid.find()) {
        throw new IOException("s" + i + " has no process");
      }
      pids.add(Long.parseLong(pid.group(1)));
    }
    return pids;
  }
}
