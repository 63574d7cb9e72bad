package io.backplane.api.health;

import org.osgi.annotation.versioning.ConsumerType;

/** Tells how one part is. Registered as an OSGi service by whoever owns the part. */
@ConsumerType
public interface HealthCheck {

  /** A short lower-case word, unique in the kernel: {@code heap}, {@code disk}. */
  String name();

  /**
   * Looks now; quick (well under 100 ms) and without side effects. Thread-safe. What is thrown
   * counts as unhealthy.
   */
  HealthResult check();
}
