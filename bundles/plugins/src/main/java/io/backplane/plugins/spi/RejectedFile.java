package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/** A file in the drop-in directory that could not become a plugin. */
public record RejectedFile(String file, String reason, Instant at) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map("file", file, "reason", reason, "at", at.toString());
  }
}
