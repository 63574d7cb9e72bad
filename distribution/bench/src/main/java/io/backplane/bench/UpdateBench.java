package io.backplane.bench;

import io.backplane.bench.Row.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Plugins that are loaded, updated and rolled back, with and without calls. */
final class UpdateBench implements Bench {

  private static final int ROUNDS = 100;
  private static final int ROUNDS_WARM = 5;
  private static final int CALLERS = 4;
  private static final int CALLS_PER_SECOND = 1_000;
  private static final double WAIT_P99_MS = 50;

  /** A plugin of the samples with two versions of it and a command that takes no parameters. */
  private record Subject(String id, String command, String old, String next) {}

  private static final Subject BESIDE = new Subject("greeter", "hello", "1.0.0", "1.1.0");
  private static final Subject EXCLUSIVE = new Subject("lamp", "status", "1.0.0", "1.1.0");

  @Override
  public String name() {
    return "update";
  }

  @Override
  public String what() {
    return "plugins loaded, updated and rolled back, under " + CALLS_PER_SECOND + " calls a second";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    Path data = Plugins.withoutWindow(scratch.fresh("update"));
    for (Subject subject : List.of(BESIDE, EXCLUSIVE)) {
      for (String version : List.of(subject.old(), subject.next())) {
        Path folder = data.resolve("packages/plugins/" + subject.id() + "/" + version);
        Path jar = distribution.sample(subject.id() + "-" + version);
        Files.copy(
            jar,
            Files.createDirectories(folder).resolve("placed.jar"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var rows = new ArrayList<Row>();
    try (BareFelix felix = BareFelix.start(scratch.fresh("felix"));
        RunningKernel kernel = RunningKernel.start(distribution, data);
        HttpLine line = kernel.line()) {
      String token = kernel.token(distribution);
      Plugins plugins = new Plugins(line, token);
      rows.addAll(alone(plugins, felix, distribution));
      for (Subject subject : List.of(BESIDE, EXCLUSIVE)) {
        rows.addAll(underLoad(plugins, subject, kernel.port(), token));
      }
    }
    return rows;
  }

  private List<Row> alone(Plugins plugins, BareFelix felix, Distribution distribution)
      throws Exception {
    var load = new Samples();
    var unload = new Samples();
    var update = new Samples();
    var back = new Samples();
    var bareLoad = new Samples();
    var bareUpdate = new Samples();
    var bareUnload = new Samples();
    Path old = distribution.sample("greeter-1.0.0");
    Path next = distribution.sample("greeter-1.1.0");
    for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
      boolean warm = round >= 0;
      time(warm, load, () -> plugins.load("greeter", "1.0.0"));
      time(warm, update, () -> plugins.update("greeter", "1.1.0"));
      time(warm, back, () -> plugins.rollback("greeter"));
      time(warm, unload, () -> plugins.unload("greeter"));
      time(warm, bareLoad, () -> felix.update(old));
      time(warm, bareUpdate, () -> felix.update(next));
      time(warm, bareUnload, felix::uninstall);
    }
    Stats floor = bareUpdate.stats();
    return List.of(
        Row.of(name(), "load a version that is kept", Measure.MS, load.stats())
            .beside("bare install and start", bareLoad.stats())
            .target("< 20 ms", Limit.UNDER, 20),
        Row.of(name(), "unload", Measure.MS, unload.stats())
            .beside("bare uninstall", bareUnload.stats())
            .target("< 10 ms", Limit.UNDER, 10),
        Row.of(name(), "update to its commit, no window", Measure.MS, update.stats())
            .beside("bare Bundle.update", floor),
        Row.of(name(), "rollback to its commit, no window", Measure.MS, back.stats())
            .beside("bare Bundle.update", floor));
  }

  private static void time(boolean counts, Samples samples, Samples.Work work) throws Exception {
    if (counts) {
      samples.timeMs(work);
    } else {
      work.run();
    }
  }

  /** The longest wait of a call in each round of an update and a rollback. */
  private List<Row> underLoad(Plugins plugins, Subject subject, int port, String token)
      throws Exception {
    plugins.load(subject.id(), subject.old());
    byte[] call =
        HttpLine.post("/api/units/" + subject.id() + "/call/" + subject.command(), token, "{}");
    var longest = new Samples();
    var still = new Samples();
    for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
      double quietMs = longestMs(port, call, () -> Thread.sleep(50));
      double switchedMs =
          longestMs(
              port,
              call,
              () -> {
                plugins.update(subject.id(), subject.next());
                plugins.rollback(subject.id());
              });
      if (round >= 0) {
        still.add(quietMs);
        longest.add(switchedMs);
      }
    }
    plugins.unload(subject.id());
    Stats waits = longest.stats();
    String kind = subject == BESIDE ? "side by side" : "exclusive";
    double p99 = waits.p99().orElse(waits.max());
    Row all =
        Row.of(name(), "longest wait of a call, " + kind, Measure.MS, waits)
            .beside("without an update", still.stats());
    Row worst = Row.of(name(), "p99 of that, " + kind, Measure.MS, Stats.of(p99));
    return List.of(
        all, subject == BESIDE ? worst.target("< 50 ms", Limit.UNDER, WAIT_P99_MS) : worst);
  }

  /** A call that fails ends the run. */
  private static double longestMs(int port, byte[] call, Samples.Work meanwhile) throws Exception {
    boolean[] over = {false};
    try (var threads = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<Double>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(caller(port, call, over)));
      }
      try {
        meanwhile.run();
      } finally {
        synchronized (over) {
          over[0] = true;
        }
      }
      double longest = 0;
      for (Future<Double> caller : callers) {
        longest = Math.max(longest, caller.get());
      }
      return longest;
    }
  }

  private static Callable<Double> caller(int port, byte[] call, boolean[] over) {
    return () -> {
      double longest = 0;
      long everyNs = 1_000_000_000L * CALLERS / CALLS_PER_SECOND;
      long due = System.nanoTime();
      try (HttpLine line = HttpLine.tcp(port)) {
        while (true) {
          synchronized (over) {
            if (over[0]) {
              return longest;
            }
          }
          LockSupport.parkNanos(due - System.nanoTime());
          long begun = System.nanoTime();
          line.demand(call);
          longest = Math.max(longest, (System.nanoTime() - begun) / 1e6);
          due += everyNs;
        }
      }
    };
  }
}
