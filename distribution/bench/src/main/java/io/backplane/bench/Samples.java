package io.backplane.bench;

import java.util.stream.DoubleStream;

/** Collects samples; not thread-safe. */
final class Samples {

  private final DoubleStream.Builder collected = DoubleStream.builder();

  void add(double sample) {
    collected.add(sample);
  }

  /** Adds how long the work took, in milliseconds. */
  void timeMs(Work work) throws Exception {
    long from = System.nanoTime();
    work.run();
    add((System.nanoTime() - from) / 1e6);
  }

  /** Ends the collecting. */
  Stats stats() {
    return Stats.of(collected.build().toArray());
  }

  /** Something to measure. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }
}
