package io.backplane.health;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.MetricSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that is asked on threads of its own: a plugin's that hangs is asked again only when it
 * has answered, and holds nobody else up. Thread-safe.
 */
final class AskedSource {

  private static final Logger LOG = LoggerFactory.getLogger(AskedSource.class);

  private final MetricSource source;
  private CompletableFuture<List<Metric>> answer = CompletableFuture.completedFuture(List.of());

  AskedSource(MetricSource source) {
    this.source = source;
  }

  /** Asks, unless it has not answered the last time yet. */
  synchronized CompletableFuture<List<Metric>> ask() {
    if (answer.isDone()) {
      answer =
          CompletableFuture.supplyAsync(
              () -> List.copyOf(source.metrics()),
              task -> Thread.ofVirtual().name("metrics " + called()).start(task));
    }
    return answer;
  }

  /**
   * What it says until then; nothing of one that fails or is late.
   *
   * @param deadline in {@link System#nanoTime}
   */
  List<Metric> await(CompletableFuture<List<Metric>> asked, long deadline) {
    try {
      return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      LOG.warn("{} gives no metrics; the others do", called(), e.getCause());
    } catch (TimeoutException e) {
      LOG.warn("{} gives no metrics in time; the others do", called());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private String called() {
    return source.getClass().getName();
  }
}
