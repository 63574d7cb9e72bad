package io.backplane.files;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One change at a time in an area: a directory that is moved takes all below it along. */
final class Locks {

  private static final int STRIPES = 64;

  private final ReentrantLock[] stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

  /** What is held; closing it lets go. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** Always in the same order, so that two who want two do not wait for each other. */
  Held hold(Area... areas) {
    int[] wanted =
        Stream.of(areas)
            .mapToInt(area -> Math.floorMod(area.root().hashCode(), STRIPES))
            .sorted()
            .distinct()
            .toArray();
    IntStream.of(wanted).forEach(i -> stripes[i].lock());
    return () -> IntStream.of(wanted).forEach(i -> stripes[i].unlock());
  }
}
