package io.backplane.script;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import java.time.Duration;
import java.util.Map;

/** Asks a script how it is. */
final class ScriptHealth implements HealthCheck {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String name;
  private final LiveScript script;

  ScriptHealth(String name, LiveScript script) {
    this.name = name;
    this.script = script;
  }

  @Override
  public String name() {
    return name;
  }

  /** {@code true} is well, a text is the reason why not; so is silence for a second. */
  @Override
  public HealthResult check() {
    Object answer;
    try {
      answer = Json.value(script.ask("health", "null", LIMIT));
    } catch (RuntimeException e) {
      return unwell(e.getMessage());
    }
    return switch (answer) {
      case Boolean well when well -> HealthResult.healthy("says so itself");
      case String reason -> unwell(reason);
      case null, default -> unwell("says " + Json.text(answer) + ": neither true nor a reason");
    };
  }

  private static HealthResult unwell(String reason) {
    return new HealthResult(HealthLevel.UNHEALTHY, reason, Map.of());
  }
}
