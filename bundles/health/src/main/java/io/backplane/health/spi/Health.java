package io.backplane.health.spi;

import io.backplane.api.call.Values;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The health of the whole, from the checks that are there. Thread-safe. */
@ProviderType
public interface Health {

  /** One part's answer. */
  record Part(String name, HealthResult result) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "name", name,
          "level", Values.word(result.level()),
          "reason", result.reason(),
          "facts", result.facts());
    }
  }

  /**
   * @param level the worst of the parts'
   * @param parts sorted by name
   */
  record Report(HealthLevel level, Instant at, List<Part> parts) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "level", Values.word(level),
          "at", at.toString(),
          "checks", parts.stream().map(Part::toMap).toList());
    }
  }

  /** Asks every check now. */
  Report report();
}
