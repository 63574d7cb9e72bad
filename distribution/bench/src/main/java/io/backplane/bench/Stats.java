package io.backplane.bench;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Samples of one thing, sorted. At least one. */
record Stats(double[] sorted) {

  /** Fewer samples than this have no 99th percentile that is not their maximum. */
  static final int P99_SAMPLES_MIN = 100;

  Stats {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  static Stats of(double... samples) {
    return new Stats(samples);
  }

  int count() {
    return sorted.length;
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** By nearest rank; empty for under {@value #P99_SAMPLES_MIN} samples. */
  OptionalDouble p99() {
    if (sorted.length < P99_SAMPLES_MIN) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
  }
}
