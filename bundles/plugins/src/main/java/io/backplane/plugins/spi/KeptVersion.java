package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A version whose jar is kept.
 *
 * @param source how it came
 * @param entry the path it was loaded from, or the name of the uploaded file
 * @param usedAt when it last became the plugin's; empty when it never did
 */
public record KeptVersion(
    String version,
    String digest,
    PluginSource source,
    String entry,
    Optional<Instant> usedAt,
    boolean current) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "version", version,
        "digest", digest,
        "source", Values.word(source),
        "entry", entry,
        "usedAt", usedAt.map(Instant::toString).orElse(null),
        "current", current);
  }
}
