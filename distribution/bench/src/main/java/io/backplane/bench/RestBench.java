package io.backplane.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Requests with a token over kept-alive connections. */
final class RestBench implements Bench {

  private static final List<String> PATHS = List.of("/api/health/live", "/api/plugins");
  private static final int[] CONNECTIONS = {2, 64};
  private static final int ROUNDS = 4;
  private static final long ROUND_MS = 800;
  private static final long WARM_UP_MS = 2_000;

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public String what() {
    return "GET " + String.join(" and ", PATHS) + " at 2 and 64 connections";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var rows = new ArrayList<Row>();
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("rest"))) {
      String token = kernel.token(distribution);
      for (String path : PATHS) {
        byte[] request = HttpLine.get(path, token);
        String answer;
        try (HttpLine line = kernel.line()) {
          line.demand(request);
          answer = line.answer();
        }
        try (var jetty = BareJetty.Child.answering(answer)) {
          Load.run(kernel.port(), request, 8, WARM_UP_MS);
          Load.run(jetty.port(), request, 8, WARM_UP_MS);
          for (int connections : CONNECTIONS) {
            rows.addAll(measure(path, request, connections, kernel.port(), jetty.port()));
          }
        }
      }
    }
    return rows;
  }

  private List<Row> measure(
      String path, byte[] request, int connections, int kernelPort, int jettyPort)
      throws Exception {
    var kernel = new ArrayList<Load>();
    var jetty = new ArrayList<Load>();
    for (int round = 0; round < ROUNDS; round++) {
      jetty.add(Load.run(jettyPort, request, connections, ROUND_MS));
      kernel.add(Load.run(kernelPort, request, connections, ROUND_MS));
    }
    String what = path + ", " + connections + " connections";
    return List.of(
        Row.of(name(), what, Measure.PER_SECOND, rates(kernel)).beside("bare Jetty", rates(jetty)),
        Row.of(name(), what, Measure.US, latencies(kernel)).beside("bare Jetty", latencies(jetty)));
  }

  private static Stats rates(List<Load> loads) {
    return new Stats(loads.stream().mapToDouble(Load::perSecond).toArray());
  }

  private static Stats latencies(List<Load> loads) {
    return new Stats(
        loads.stream().flatMapToDouble(load -> DoubleStream.of(load.latencyUs())).toArray());
  }
}
