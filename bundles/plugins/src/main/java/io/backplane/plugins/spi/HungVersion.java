package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * A version that neither starts nor stops. It holds a thread and its classes until it lets go or
 * the kernel restarts, and is never used again.
 *
 * @param what it does not do, as a part of a sentence
 */
public record HungVersion(String plugin, String version, Instant since, String what) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "plugin", plugin, "version", version, "since", since.toString(), "what", what);
  }
}
