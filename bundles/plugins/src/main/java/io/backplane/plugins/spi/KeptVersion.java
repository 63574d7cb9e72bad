package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * A version whose jar is kept.
 *
 * @param usedAt when it last became the plugin's
 */
public record KeptVersion(String version, String digest, Instant usedAt, boolean current) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "version", version, "digest", digest, "usedAt", usedAt.toString(), "current", current);
  }
}
