package io.backplane.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.bench.Row.Limit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Tasks: rows that make calls. Each is written three times, durably, and told of as often. */
final class TaskBench implements Bench {

  private static final int ALONE = 300;
  private static final int ALONE_WARM = 100;
  private static final int ROUNDS = 8;
  private static final int ROUNDS_WARM = 2;
  private static final int CONNECTIONS = 4;
  private static final int EACH = 50;

  /** More than may run at a time: once these have ended, all have. */
  private static final int LAST = 16;

  /** Queued, running, ended. */
  private static final int WRITES = 3;

  private static final double DISPATCH_MS = 50;
  private static final String ORDER = "{\"unit\":\"greeter\",\"command\":\"hello\"}";

  @Override
  public String name() {
    return "tasks";
  }

  @Override
  public String what() {
    return "tasks: submitted, begun and ended";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var rows = new ArrayList<Row>();
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("tasks"));
        HttpLine line = kernel.line();
        FileChannel append =
            StoreBench.writing(scratch.freshDirectory("tasks-files").resolve("append"))) {
      String token = kernel.token(distribution);
      String greeter = distribution.sample("greeter-1.0.0").toString();
      kernel.cli(distribution, "runtime", "plugin-load", "greeter", "--entry", greeter);
      byte[] call = HttpLine.post("/api/units/greeter/call/hello", token, "{}");
      rows.addAll(alone(line, token, call, append));
      rows.add(together(kernel.port(), token, append));
    }
    return rows;
  }

  private List<Row> alone(HttpLine line, String token, byte[] call, FileChannel append)
      throws Exception {
    byte[] order = HttpLine.post("/api/tasks", token, ORDER);
    var accepted = new Samples();
    var ended = new Samples();
    var calls = new Samples();
    var appends = new Samples();
    for (int i = -ALONE_WARM; i < ALONE; i++) {
      long from = System.nanoTime();
      long id = submit(line, order);
      double acceptedMs = (System.nanoTime() - from) / 1e6;
      await(line, token, id);
      double endedMs = (System.nanoTime() - from) / 1e6;
      if (i >= 0) {
        accepted.add(acceptedMs);
        ended.add(endedMs);
      }
      (i < 0 ? new Samples() : calls).timeMs(() -> line.demand(call));
      (i < 0 ? new Samples() : appends).timeMs(() -> StoreBench.force(append, append.size()));
    }
    return List.of(
        Row.of(name(), "POST until it is accepted", Measure.MS, accepted.stats())
            .beside("4 KiB append + fsync", appends.stats())
            .target("< 50 ms", Limit.UNDER, DISPATCH_MS),
        Row.of(name(), "POST until it is completed", Measure.MS, ended.stats())
            .beside("the call, no task", calls.stats())
            .target("< 50 ms", Limit.UNDER, DISPATCH_MS));
  }

  private static long submit(HttpLine line, byte[] order) throws IOException {
    line.demand(202, order);
    return new ObjectMapper().readTree(line.body()).get("id").asLong();
  }

  private static void await(HttpLine line, String token, long id) throws IOException {
    line.demand(HttpLine.get("/api/tasks/" + id + "?waitMs=20000", token));
    String state = new ObjectMapper().readTree(line.body()).get("state").asText();
    if (!state.equals("completed")) {
      throw new IOException("task " + id + " is " + state);
    }
  }

  private Row together(int port, String token, FileChannel append) throws Exception {
    var tasks = new Samples();
    var bare = new Samples();
    for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
      double floor = floor(append);
      double rate = rate(port, token);
      if (round >= 0) {
        bare.add(floor);
        tasks.add(rate);
      }
    }
    String what = "%d submitted by %d, all completed".formatted(CONNECTIONS * EACH, CONNECTIONS);
    return Row.of(name(), what, Measure.PER_SECOND, tasks.stats())
        .beside("times 3 × 4 KiB append + fsync", bare.stats());
  }

  /** As many durable writes as tasks have, one after the other. */
  private static double floor(FileChannel append) throws IOException {
    long from = System.nanoTime();
    for (int i = 0; i < CONNECTIONS * EACH * WRITES; i++) {
      StoreBench.force(append, append.size());
    }
    return CONNECTIONS * EACH / ((System.nanoTime() - from) / 1e9);
  }

  private static double rate(int port, String token) throws Exception {
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      Callable<List<Long>> client = () -> submitted(port, token);
      long from = System.nanoTime();
      var ids = new ArrayList<Long>();
      for (var some :
          threads.invokeAll(Stream.generate(() -> client).limit(CONNECTIONS).toList())) {
        ids.addAll(some.get());
      }
      try (HttpLine line = HttpLine.tcp(port)) {
        for (long id : ids.stream().sorted().skip(ids.size() - LAST).toList()) {
          await(line, token, id);
        }
      }
      return ids.size() / ((System.nanoTime() - from) / 1e9);
    }
  }

  private static List<Long> submitted(int port, String token) throws IOException {
    byte[] order = HttpLine.post("/api/tasks", token, ORDER);
    var ids = new ArrayList<Long>();
    try (HttpLine line = HttpLine.tcp(port)) {
      for (int i = 0; i < EACH; i++) {
        ids.add(submit(line, order));
      }
    }
    return ids;
  }
}
