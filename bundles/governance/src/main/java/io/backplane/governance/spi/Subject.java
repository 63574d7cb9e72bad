package io.backplane.governance.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * Something whose maturity is recorded.
 *
 * @param lifecycle name of the life cycle
 * @param name unique within it; of a plugin, the unit's
 * @param owner whom caps are counted for
 * @param reason of the last change, as whoever made it said
 * @param by who made the last change; {@code kernel} for a rule
 * @param since when it came into its state
 * @param touchedAt when it was last called or touched, to the last sweep
 * @param version rises with each change
 */
public record Subject(
    String lifecycle,
    String name,
    String owner,
    String state,
    String reason,
    String by,
    Instant createdAt,
    Instant since,
    Instant touchedAt,
    long version) {

  public Standing standing() {
    return new Standing(lifecycle + " '" + name + "'", owner, state, since, touchedAt);
  }

  /** In another state, one version on. */
  public Subject moved(String to, String why, String who, Instant at) {
    return new Subject(lifecycle, name, owner, to, why, who, createdAt, at, touchedAt, version + 1);
  }

  /** Used at another time, one version on. */
  public Subject touched(Instant at) {
    return new Subject(
        lifecycle, name, owner, state, reason, by, createdAt, since, at, version + 1);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "name", name,
        "owner", owner,
        "state", state,
        "since", since.toString(),
        "touchedAt", touchedAt.toString(),
        "createdAt", createdAt.toString(),
        "by", by,
        "reason", reason,
        "version", version);
  }
}
