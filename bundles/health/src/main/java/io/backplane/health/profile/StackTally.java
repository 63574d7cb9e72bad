package io.backplane.health.profile;

import io.backplane.health.spi.Profiles.Stack;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds weights up by stack. Not thread-safe. */
final class StackTally {

  /** Different stacks told apart; what else comes is added up as one. */
  static final int STACKS_MAX = 100_000;

  private static final List<String> OTHERS = List.of("(more stacks than are kept)");

  private final Map<List<String>, Long> weights = new HashMap<>();

  void add(List<String> frames, long weight) {
    if (weight > 0) {
      boolean known = weights.size() < STACKS_MAX || weights.containsKey(frames);
      weights.merge(known ? List.copyOf(frames) : OTHERS, weight, Long::sum);
    }
  }

  /** The heaviest first. */
  List<Stack> stacks() {
    return weights.entrySet().stream()
        .map(it -> new Stack(it.getKey(), it.getValue()))
        .sorted(
            Comparator.comparingLong(Stack::weight)
                .reversed()
                .thenComparing(it -> String.join(";", it.frames())))
        .toList();
  }

  long weight() {
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }
}
