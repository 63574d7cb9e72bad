package io.backplane.supervisor;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.process.ProcessTree;
import io.backplane.supervisor.spi.ProcessNode;
import io.backplane.supervisor.spi.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Samples what units use, period after period, and keeps it for a while. Thread-safe. */
final class Sampling implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final int POINTS_MAX = 10_000;

  private final SampleRepository samples;
  private final InstantSource clock;
  private final Duration period;
  private final Duration kept;
  private final Sampler sampler;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Map<String, Usage> last = Map.of();
  private Thread thread;
  private long sinceCleaning;

  /**
   * @param kept how long samples are kept
   */
  Sampling(SampleRepository samples, InstantSource clock, Duration period, Duration kept) {
    this.samples = samples;
    this.clock = clock;
    this.period = period;
    this.kept = kept;
    this.sampler = new Sampler(clock);
  }

  /**
   * Begins, unless it has begun.
   *
   * @param trees the processes of each unit, asked for at each sample
   */
  synchronized void begin(Supplier<Map<String, ProcessTree>> trees) {
    if (thread != null) {
      return;
    }
    thread =
        Thread.ofPlatform().name("sampling").daemon().stackSize(1 << 18).start(() -> run(trees));
  }

  private void run(Supplier<Map<String, ProcessTree>> trees) {
    try {
      while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        sample(trees.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample(Map<String, ProcessTree> trees) {
    try {
      if (trees.isEmpty()) {
        last = Map.of();
        return;
      }
      last = sampler.measure(trees);
      samples.add(last);
      sinceCleaning++;
      if (sinceCleaning * period.toMillis() >= 600_000) {
        sinceCleaning = 0;
        samples.deleteBefore(clock.instant().minus(kept));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("a sample is missing", e);
    }
  }

  Optional<Usage> last(String unit) {
    return Optional.ofNullable(last.get(unit));
  }

  List<Usage> between(String unit, Instant since, Instant until, int points) {
    if (points < 1 || points > POINTS_MAX) {
      throw new RefusedException(new Refusal.Invalid("points", "must be 1 to " + POINTS_MAX));
    }
    List<Usage> all = samples.between(unit, since, until);
    if (all.size() <= points) {
      return all;
    }
    var thinned = new ArrayList<Usage>(points);
    for (int i = 0; i < points; i++) {
      thinned.add(loudest(all.subList(i * all.size() / points, (i + 1) * all.size() / points)));
    }
    return thinned;
  }

  /** Of the samples that share a point, the one with the most CPU: peaks must not vanish. */
  private static Usage loudest(List<Usage> samples) {
    return samples.stream().max(java.util.Comparator.comparingDouble(Usage::cpu)).orElseThrow();
  }

  List<ProcessNode> nodes(ProcessTree tree) {
    try {
      return sampler.nodes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    try {
      if (thread != null) {
        thread.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
