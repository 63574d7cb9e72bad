package io.backplane.api.health;

import io.backplane.api.call.Values;
import java.util.Map;
import java.util.Objects;

/**
 * How a part is.
 *
 * @param reason one sentence with the figure that decided
 * @param facts the figures, JDK value types
 */
public record HealthResult(HealthLevel level, String reason, Map<String, Object> facts) {

  public HealthResult {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(reason, "reason");
    facts = Values.copyOf("facts", facts);
  }

  public static HealthResult healthy(String reason) {
    return new HealthResult(HealthLevel.HEALTHY, reason, Map.of());
  }

  /** The level a growing figure has reached. */
  public static HealthLevel graded(double value, double degradedAt, double unhealthyAt) {
    if (value >= unhealthyAt) {
      return HealthLevel.UNHEALTHY;
    }
    return value >= degradedAt ? HealthLevel.DEGRADED : HealthLevel.HEALTHY;
  }
}
