package io.backplane.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;

/**
 * Requests made one after the other on each of some connections.
 *
 * @param perSecond requests answered, over all connections
 * @param latencyUs of each request
 */
record Load(double perSecond, double[] latencyUs) {

  static Load run(int port, byte[] request, int connections, long durationMs) throws Exception {
    var lines = new ArrayList<HttpLine>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        lines.add(HttpLine.tcp(port));
      }
      long from = System.nanoTime();
      long until = from + durationMs * 1_000_000;
      List<Callable<double[]>> clients =
          lines.stream()
              .map(line -> (Callable<double[]>) () -> repeat(line, request, until))
              .toList();
      var latencies = DoubleStream.builder();
      for (var client : threads.invokeAll(clients)) {
        for (double latency : client.get()) {
          latencies.add(latency);
        }
      }
      double[] all = latencies.build().toArray();
      return new Load(all.length / ((System.nanoTime() - from) / 1e9), all);
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e.getCause());
    } finally {
      for (HttpLine line : lines) {
        line.close();
      }
    }
  }

  private static double[] repeat(HttpLine line, byte[] request, long until) throws IOException {
    var latencies = DoubleStream.builder();
    long now = System.nanoTime();
    while (now < until) {
      line.demand(request);
      long after = System.nanoTime();
      latencies.add((after - now) / 1e3);
      now = after;
    }
    return latencies.build().toArray();
  }
}
