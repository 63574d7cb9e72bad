package io.backplane.bench;

import java.util.ArrayList;
import java.util.List;

/** Many small drivers in one running kernel: starting, holding, listing and stopping them. */
final class FleetBench implements Bench {

  private static final int ROUNDS = 3;
  private static final int FEW = 100;
  private static final int MANY = 300;
  private static final int LISTS_WARM = 10;
  private static final int LISTS = 50;
  private static final double TARGET_START_MS = 500;
  private static final double TARGET_LIST_MS = 20;
  private static final double TARGET_IDLE_PERCENT = 1;
  private static final long SETTLE_MS = 10_000;
  private static final long EMPTY_MS = 20_000;
  private static final long IDLE_MS = 60_000;
  private static final byte[] DESCRIBE = BarePipe.line("{\"cmd\":\"meta.describe\"}");

  /** What one way of running them took, in milliseconds. */
  private record Story(Samples pids, Samples ready, Samples stop) {
    Story() {
      this(new Samples(), new Samples(), new Samples());
    }
  }

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public String what() {
    return "100 and 300 drivers: start, stop, idle, list";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    Program program = Program.idle(scratch);
    var rows = new ArrayList<Row>();
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("fleet"));
        AutoCloseable _ = () -> kernel.stop(distribution)) {
      var fleet = new Fleet(kernel, distribution);
      fleet.create(program, MANY);
      rows.addAll(starts(fleet, program, FEW));
      rows.addAll(starts(fleet, program, MANY));
      double emptyMb = MemoryBench.megabytes(kernel.process(), "Rss");
      double emptyPercent = fleet.percentOfCore(EMPTY_MS);
      fleet.start(MANY);
      Thread.sleep(SETTLE_MS);
      double percent = fleet.percentOfCore(IDLE_MS);
      rows.add(
          Row.of(name(), "300 idle for 60 s, CPU of one core", Measure.PERCENT, Stats.of(percent))
              .beside("none running", Stats.of(emptyPercent))
              .target("< 1 %", Row.Limit.UNDER, TARGET_IDLE_PERCENT));
      double mb = MemoryBench.megabytes(kernel.process(), "Rss");
      rows.add(
          Row.of(name(), "300 idle, RSS of the kernel", Measure.MB, Stats.of(mb))
              .beside("none running", Stats.of(emptyMb)));
      rows.add(list(fleet));
    }
    return rows;
  }

  private List<Row> starts(Fleet fleet, Program program, int count) throws Exception {
    var ours = new Story();
    var bare = new Story();
    for (int round = -1; round < ROUNDS; round++) {
      Story mine = round < 0 ? new Story() : ours;
      Fleet.Started started = fleet.start(count);
      mine.pids().add(started.pids());
      mine.ready().add(started.ready());
      mine.stop().timeMs(() -> fleet.stop(count));
      bare(program, count, round < 0 ? new Story() : bare);
    }
    Row pids = row(count + " started, all pids known", ours.pids(), bare.pids());
    return List.of(
        count == FEW ? pids.target("< 500 ms", Row.Limit.UNDER, TARGET_START_MS) : pids,
        row(count + " started, all ready", ours.ready(), bare.ready()),
        row(count + " stopped", ours.stop(), bare.stop()));
  }

  private Row row(String what, Samples figure, Samples floor) {
    return Row.of(name(), what, Measure.MS, figure.stats()).beside("ProcessBuilder", floor.stats());
  }

  private static void bare(Program program, int count, Story story) throws Exception {
    var pipes = new ArrayList<BarePipe>();
    try {
      long from = System.nanoTime();
      for (int i = 0; i < count; i++) {
        pipes.add(new BarePipe(program.command()));
      }
      story.pids().add((System.nanoTime() - from) / 1e6);
      for (BarePipe pipe : pipes) {
        pipe.ask(DESCRIBE);
      }
      story.ready().add((System.nanoTime() - from) / 1e6);
      story.stop().timeMs(() -> end(pipes));
    } finally {
      for (BarePipe pipe : pipes) {
        pipe.close();
      }
    }
  }

  private static void end(List<BarePipe> pipes) throws Exception {
    for (BarePipe pipe : pipes) {
      pipe.endInput();
    }
    for (BarePipe pipe : pipes) {
      pipe.awaitEnd();
    }
  }

  private Row list(Fleet fleet) throws Exception {
    var list = new Samples();
    var status = new Samples();
    for (int i = -LISTS_WARM; i < LISTS; i++) {
      (i < 0 ? new Samples() : list).timeMs(fleet::list);
      (i < 0 ? new Samples() : status).timeMs(fleet::status);
    }
    return Row.of(name(), "instance list of 300", Measure.MS, list.stats())
        .beside("backplane status", status.stats())
        .target("< 20 ms", Row.Limit.UNDER, TARGET_LIST_MS);
  }
}
