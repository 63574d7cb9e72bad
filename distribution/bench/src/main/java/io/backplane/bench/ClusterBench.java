package io.backplane.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two kernels of this machine that share state over a NATS server. */
final class ClusterBench implements Bench {

  private static final int WRITES = 300;
  private static final int WRITES_WARM = 100;
  private static final int BURST = 2_000;
  private static final long LIMIT_NS = 60_000_000_000L;

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public String what() {
    return "two kernels over NATS: from a write here to its sight there";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    Optional<Path> program =
        Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
            .map(folder -> Path.of(folder, "nats-server"))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      System.err.println("cluster  left out: nats-server is missing");
      return List.of();
    }
    int port = freePort();
    Path store = scratch.freshDirectory("nats");
    Process server =
        new ProcessBuilder(
                program.get().toString(),
                "-js",
                "-a",
                "127.0.0.1",
                "-p",
                "" + port,
                "-sd",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(store.resolve("log").toFile())
            .start();
    try (RunningKernel one = RunningKernel.start(distribution, scratch.fresh("one"));
        RunningKernel two = RunningKernel.start(distribution, scratch.fresh("two"));
        HttpLine here = one.line();
        HttpLine there = two.line()) {
      for (RunningKernel kernel : List.of(one, two)) {
        kernel.cli(distribution, "cluster", "join", "nats://127.0.0.1:" + port);
      }
      return measure(here, one.token(distribution), there, two.token(distribution));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private List<Row> measure(HttpLine here, String own, HttpLine there, String other)
      throws IOException {
    byte[] seenHere = HttpLine.get("/api/state/bench/key", own);
    byte[] seenThere = HttpLine.get("/api/state/bench/key", other);
    var thereMs = new Samples();
    var hereMs = new Samples();
    for (int i = -WRITES_WARM; i < WRITES; i++) {
      String value = "value number " + i + ".";
      byte[] put = HttpLine.put("/api/state/bench/key", own, "{\"value\":\"" + value + "\"}");
      long from = System.nanoTime();
      here.demand(put);
      here.demand(seenHere);
      double ownMs = (System.nanoTime() - from) / 1e6;
      await(there, seenThere, value);
      if (i >= 0) {
        hereMs.add(ownMs);
        thereMs.add((System.nanoTime() - from) / 1e6);
      }
    }
    return List.of(
        Row.of(name(), "PUT here until GET there", Measure.MS, thereMs.stats())
            .beside("PUT and GET here", hereMs.stats()),
        burst(here, own, there, other));
  }

  /** One key after the other, as fast as they are taken, until the last is there. */
  private Row burst(HttpLine here, String own, HttpLine there, String other) throws IOException {
    var perSecond = new Samples();
    var putPerSecond = new Samples();
    long from = System.nanoTime();
    for (int i = 0; i < BURST; i++) {
      here.demand(HttpLine.put("/api/state/burst/" + i, own, "{\"value\":\"v\"}"));
    }
    putPerSecond.add(BURST / ((System.nanoTime() - from) / 1e9));
    await(there, HttpLine.get("/api/state/burst/" + (BURST - 1), other), "\"v\"");
    perSecond.add(BURST / ((System.nanoTime() - from) / 1e9));
    return Row.of(name(), "keys of a burst that are there", Measure.PER_SECOND, perSecond.stats())
        .beside("written here", putPerSecond.stats());
  }

  private static void await(HttpLine line, byte[] get, String value) throws IOException {
    long from = System.nanoTime();
    do {
      line.ask(get);
      if (System.nanoTime() - from > LIMIT_NS) {
        throw new IOException(value + " does not arrive: " + line.answer());
      }
    } while (!line.answer().contains(value));
  }
}
