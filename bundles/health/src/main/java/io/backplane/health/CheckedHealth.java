package io.backplane.health;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.health.spi.Health;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Health as the worst of all registered checks. */
@Component
public final class CheckedHealth implements Health {

  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
  private final Clock clock;

  @Activate
  public CheckedHealth() {
    this(Clock.systemUTC());
  }

  CheckedHealth(Clock clock) {
    this.clock = clock;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  void add(HealthCheck check) {
    checks.add(check);
  }

  void remove(HealthCheck check) {
    checks.remove(check);
  }

  @Override
  public Report report() {
    List<Part> parts =
        checks.stream().map(CheckedHealth::ask).sorted(Comparator.comparing(Part::name)).toList();
    HealthLevel level =
        parts.stream()
            .map(part -> part.result().level())
            .reduce(HealthLevel.HEALTHY, HealthLevel::worse);
    return new Report(level, clock.instant(), parts);
  }

  /** Whatever a check does, the others' answers are reported with it. */
  private static Part ask(HealthCheck check) {
    String name = check.getClass().getName();
    try {
      name = Objects.requireNonNull(check.name(), "its name");
      return new Part(name, Objects.requireNonNull(check.check(), "its result"));
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      return new Part(
          name, new HealthResult(HealthLevel.UNHEALTHY, "the check itself failed: " + e, Map.of()));
    }
  }
}
