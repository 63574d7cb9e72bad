package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A configuration that an instance had.
 *
 * @param version its number, from 1
 * @param changes against the one before, sensitive values masked
 */
public record ConfigRevision(long version, Instant at, String by, List<Change> changes) {

  /**
   * One field that changed.
   *
   * @param path such as {@code tls.port}
   * @param before null where there was none
   * @param after null where there is none any more
   */
  public record Change(String path, Object before, Object after) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("path", path, "before", before, "after", after);
    }
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "version",
        version,
        "at",
        at.toString(),
        "by",
        by,
        "changes",
        changes.stream().map(Change::toMap).toList());
  }
}
