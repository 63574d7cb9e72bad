package io.backplane.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.bench.Row.Limit;
import java.util.ArrayList;
import java.util.List;

/** What a kernel tells of itself: health, metrics, profiles; and what that costs. */
final class InsightBench implements Bench {

  private static final int UNITS = 300;
  private static final int COMMANDS = 60;
  private static final int COMMANDS_WARM = 15;
  private static final int REQUESTS = 300;
  private static final int REQUESTS_WARM = 200;
  private static final int LOADS = 10;
  private static final int LOADS_WARM = 2;
  private static final int CONNECTIONS = 2;
  private static final long LOAD_MS = 2_000;
  private static final double HEALTH_MS = 10;
  private static final double PROFILE_MS = 10_000;

  @Override
  public String name() {
    return "insight";
  }

  @Override
  public String what() {
    return "health, metrics of " + UNITS + " units, what a cpu profile costs";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var rows = new ArrayList<Row>();
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("insight"));
        AutoCloseable _ = () -> kernel.stop(distribution);
        HttpLine line = kernel.line()) {
      String token = kernel.token(distribution);
      String greeter = distribution.sample("greeter-1.0.0").toString();
      kernel.cli(distribution, "runtime", "plugin-load", "greeter", "--entry", greeter);
      rows.add(health(line, token).target("< 10 ms", Limit.UNDER, HEALTH_MS));
      rows.add(byCommand(distribution, kernel));
      rows.addAll(profiled(kernel, line, token));
      rows.add(profile(distribution, kernel));
      fill(kernel, distribution, line, token, scratch);
      rows.add(metrics(line, token));
    }
    return rows;
  }

  private Row health(HttpLine line, String token) throws Exception {
    byte[] get = HttpLine.get("/api/health", token);
    return besideJetty("GET /api/health", line, get);
  }

  private Row besideJetty(String what, HttpLine line, byte[] get) throws Exception {
    line.demand(get);
    var ours = new Samples();
    var bare = new Samples();
    try (var jetty = BareJetty.Child.answering(line.answer());
        HttpLine floor = HttpLine.tcp(jetty.port())) {
      for (int i = -REQUESTS_WARM; i < REQUESTS; i++) {
        (i < 0 ? new Samples() : ours).timeMs(() -> line.demand(get));
        (i < 0 ? new Samples() : bare).timeMs(() -> floor.demand(get));
      }
    }
    return Row.of(name(), what, Measure.MS, ours.stats()).beside("bare Jetty", bare.stats());
  }

  private Row byCommand(Distribution distribution, RunningKernel kernel) throws Exception {
    List<String> health = distribution.command(kernel.data(), "runtime", "health");
    List<String> curl = CliBench.curl(kernel);
    var ours = new Samples();
    var bare = new Samples();
    for (int i = -COMMANDS_WARM; i < COMMANDS; i++) {
      (i < 0 ? new Samples() : ours).timeMs(() -> CliBench.spawn(health));
      (i < 0 ? new Samples() : bare).timeMs(() -> CliBench.spawn(curl));
    }
    return Row.of(name(), "runtime health", Measure.MS, ours.stats())
        .beside("sh + curl", bare.stats());
  }

  /** What calls of a plugin came to in some rounds: their rate, and the kernel's CPU for each. */
  private record Calls(Samples perSecond, Samples cpuUs) {
    Calls() {
      this(new Samples(), new Samples());
    }

    void add(RunningKernel kernel, byte[] call) throws Exception {
      double from = kernel.cpuMs();
      Load load = Load.run(kernel.port(), call, CONNECTIONS, LOAD_MS);
      perSecond.add(load.perSecond());
      cpuUs.add((kernel.cpuMs() - from) * 1e3 / load.latencyUs().length);
    }
  }

  /** Calls while a profile is taken, and in turn while none is. */
  private List<Row> profiled(RunningKernel kernel, HttpLine line, String token) throws Exception {
    byte[] call = HttpLine.post("/api/units/greeter/call/hello", token, "{}");
    var during = new Calls();
    var without = new Calls();
    for (int round = -LOADS_WARM; round < LOADS; round++) {
      if (round % 2 == 0) { // what comes second runs warmer code
        (round < 0 ? new Calls() : without).add(kernel, call);
      }
      long id = begin(line, token);
      (round < 0 ? new Calls() : during).add(kernel, call);
      line.demand(HttpLine.post("/api/profiles/" + id + "/stop", token, "{}"));
      if (round % 2 != 0) {
        (round < 0 ? new Calls() : without).add(kernel, call);
      }
    }
    String what = " while a cpu profile is taken, " + CONNECTIONS + " connections";
    return List.of(
        Row.of(name(), "calls" + what, Measure.PER_SECOND, during.perSecond().stats())
            .beside("without", without.perSecond().stats()),
        Row.of(name(), "CPU of a call" + what, Measure.US, during.cpuUs().stats())
            .beside("without", without.cpuUs().stats()));
  }

  private static long begin(HttpLine line, String token) throws Exception {
    line.demand(
        202, HttpLine.post("/api/profiles", token, "{\"type\":\"cpu\",\"durationMs\":60000}"));
    return new ObjectMapper().readTree(line.body()).get("id").asLong();
  }

  private Row profile(Distribution distribution, RunningKernel kernel) throws Exception {
    List<String> words =
        distribution.command(
            kernel.data(), "runtime", "profile", "--type", "cpu", "--duration", "10s");
    var took = new Samples();
    took.timeMs(() -> CliBench.spawn(words));
    return Row.of(name(), "runtime profile --duration 10s", Measure.MS, took.stats())
        .beside("what was asked for", Stats.of(PROFILE_MS));
  }

  /** Runs the units, and calls each, so that it has figures of its own. */
  private static void fill(
      RunningKernel kernel, Distribution distribution, HttpLine line, String token, Scratch scratch)
      throws Exception {
    var fleet = new Fleet(kernel, distribution);
    fleet.create(Program.idle(scratch), UNITS);
    fleet.start(UNITS);
    for (String id : Fleet.ids(UNITS)) {
      line.demand(HttpLine.post("/api/units/" + id + "/call/health", token, "{}"));
    }
  }

  private Row metrics(HttpLine line, String token) throws Exception {
    byte[] get = HttpLine.get("/metrics", token);
    line.demand(get);
    int kib = line.body().length() / 1024;
    String what = "GET /metrics of %d units, %d KiB".formatted(UNITS, kib);
    return besideJetty(what, line, get);
  }
}
