package io.backplane.web;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.MetricSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counts what passes the {@link FrontDoor}. Degraded while the command line's socket is gone, and
 * for some minutes after an answer 500, which is a fault of the kernel.
 */
@Component(service = {HttpTraffic.class, MetricSource.class, HealthCheck.class})
public final class HttpTraffic implements MetricSource, HealthCheck {

  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final int FAULT = 500;

  private final Path socket;
  private final LongSupplier nanos;
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private volatile Long faultNs;

  @Activate
  public HttpTraffic(BundleContext context) {
    this(Path.of(context.getProperty("backplane.socket")), System::nanoTime);
  }

  HttpTraffic(Path socket, LongSupplier nanos) {
    this.socket = socket;
    this.nanos = nanos;
  }

  void begin() {
    begun.increment();
  }

  /**
   * @param status of the answer
   */
  void end(int status) {
    ended.increment();
    answers.computeIfAbsent(status / 100 + "xx", _ -> new LongAdder()).increment();
    if (status == FAULT) {
      faultNs = nanos.getAsLong();
    }
  }

  @Override
  public List<Metric> metrics() {
    var counts = new TreeMap<String, Long>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return List.of(
        Metric.by(
            Kind.COUNTER,
            "http_requests_total",
            "HTTP requests that were answered, the command line's included.",
            "status",
            counts),
        Metric.gauge(
            "http_requests",
            "HTTP requests that are under way.",
            Math.max(0, begun.sum() - ended.sum())));
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public HealthResult check() {
    Map<String, Object> facts = Map.of("answered", ended.sum(), "socket", socket.toString());
    if (!Files.exists(socket)) {
      return new HealthResult(
          HealthLevel.DEGRADED,
          "the command line does not reach the kernel: " + socket + " is gone; restart it",
          facts);
    }
    Long fault = faultNs;
    if (fault != null && nanos.getAsLong() - fault < LATELY.toNanos()) {
      return new HealthResult(
          HealthLevel.DEGRADED,
          "a request has failed within the last five minutes: see the kernel's log",
          facts);
    }
    return new HealthResult(HealthLevel.HEALTHY, ended.sum() + " requests answered", facts);
  }
}
