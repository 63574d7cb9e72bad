package io.backplane.updates;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param drain for the calls under way in a version that goes
 * @param revertDrain for those in a version that has proved to be bad
 * @param handOver for giving state, and for taking it
 * @param look between two looks at a version that is watched
 */
record Timing(Duration drain, Duration revertDrain, Duration handOver, Duration look) {
  static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(100));

  Timing drain(Duration drain) {
    return new Timing(drain, revertDrain, handOver, look);
  }
}
