package io.backplane.api.health;

/** From best to worst; the worst of the parts is the whole's. */
public enum HealthLevel {
  HEALTHY,
  DEGRADED,
  UNHEALTHY;

  public HealthLevel worse(HealthLevel other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
