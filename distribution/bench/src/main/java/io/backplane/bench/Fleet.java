package io.backplane.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Instances of one small driver in a running kernel, started and stopped by one command. */
final class Fleet {

  /**
   * How long a start took from before the command was run, in milliseconds.
   *
   * @param pids until the kernel had stored the last process
   * @param ready until the last one had answered
   */
  record Started(double pids, double ready) {}

  private final RunningKernel kernel;
  private final Distribution distribution;

  Fleet(RunningKernel kernel, Distribution distribution) {
    this.kernel = kernel;
    this.distribution = distribution;
  }

  void create(Program program, int count) throws Exception {
    kernel.cli(distribution, "package", "install", program.directory().toString());
    for (String id : ids(count)) {
      kernel.cli(distribution, "instance", "create", "bench.idle", "--id", id);
    }
  }

  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "idle%03d".formatted(i)).toList();
  }

  Started start(int count) throws Exception {
    long from = System.currentTimeMillis();
    act("start", count);
    double pids = 0;
    double ready = 0;
    List<String> ids = ids(count);
    String json = kernel.cli(distribution, "instance", "list", "--json");
    for (JsonNode instance : new ObjectMapper().readTree(json)) {
      if (ids.contains(instance.get("id").asText())) {
        if (!instance.get("state").asText().equals("running")) {
          throw new IOException("does not run: " + instance);
        }
        pids = Math.max(pids, since(from, instance.get("startedAt")));
        ready = Math.max(ready, since(from, instance.get("since")));
      }
    }
    return new Started(pids, ready);
  }

  private static double since(long fromMs, JsonNode at) {
    Instant then = Instant.parse(at.asText());
    return then.getEpochSecond() * 1e3 + then.getNano() / 1e6 - fromMs;
  }

  void stop(int count) throws Exception {
    act("stop", count);
  }

  private void act(String verb, int count) throws Exception {
    var words = new ArrayList<>(List.of("instance", verb));
    words.addAll(ids(count));
    kernel.cli(distribution, words.toArray(String[]::new));
  }

  void list() throws Exception {
    kernel.cli(distribution, "instance", "list");
  }

  void status() throws Exception {
    kernel.cli(distribution, "status");
  }

  /** The share of one core that the kernel uses over a while in which nobody asks for anything. */
  double percentOfCore(long whileMs) throws InterruptedException {
    double cpuMs = kernel.cpuMs();
    long from = System.nanoTime();
    Thread.sleep(whileMs);
    return 100 * (kernel.cpuMs() - cpuMs) / ((System.nanoTime() - from) / 1e6);
  }
}
