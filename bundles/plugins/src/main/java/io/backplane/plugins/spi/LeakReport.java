package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version that went out of use and cannot be collected.
 *
 * @param findings what may hold it, in sentences
 * @param paths what does hold it, from a heap dump; empty where none was asked for
 */
public record LeakReport(
    String plugin, String version, Instant since, List<String> findings, List<String> paths) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "plugin", plugin,
        "version", version,
        "since", since.toString(),
        "findings", findings,
        "paths", paths);
  }
}
