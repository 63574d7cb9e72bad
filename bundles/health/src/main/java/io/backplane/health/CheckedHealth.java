package io.backplane.health;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.health.spi.Health;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Health as the worst of all registered checks. */
@Component
public final class CheckedHealth implements Health {

  /** What a check may take; all are asked at a time. */
  private static final long LIMIT_MS = 1_000;

  private final Map<Object, AskedCheck> checks = new ConcurrentHashMap<>();
  private final Function<ServiceReference<HealthCheck>, HealthCheck> services;
  private final Clock clock;

  @Activate
  public CheckedHealth(BundleContext context) {
    this(context::getService, Clock.systemUTC());
  }

  CheckedHealth(Function<ServiceReference<HealthCheck>, HealthCheck> services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  /** By reference: getting the service may start a plugin's component, which may hang. */
  @Reference(
      service = HealthCheck.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbind")
  void bind(ServiceReference<HealthCheck> reference) {
    String component = String.valueOf(reference.getProperty("component.name"));
    add(reference, component, () -> services.apply(reference));
  }

  void unbind(ServiceReference<HealthCheck> reference) {
    remove(reference);
  }

  void add(Object key, String called, Supplier<HealthCheck> source) {
    checks.put(key, new AskedCheck(called, source));
  }

  void remove(Object key) {
    checks.remove(key);
  }

  @Override
  public Report report() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
    Map<AskedCheck, CompletableFuture<Part>> asked = new ConcurrentHashMap<>();
    checks.values().forEach(check -> asked.put(check, check.ask()));
    var parts = new ArrayList<Part>();
    asked.forEach((check, answer) -> parts.add(await(check, answer, deadline)));
    parts.sort(Comparator.comparing(Part::name));
    HealthLevel level =
        parts.stream()
            .map(part -> part.result().level())
            .reduce(HealthLevel.HEALTHY, HealthLevel::worse);
    return new Report(level, clock.instant(), List.copyOf(parts));
  }

  private static Part await(AskedCheck check, CompletableFuture<Part> answer, long deadline) {
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return answer.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return check.silent(LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return check.silent(LIMIT_MS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
