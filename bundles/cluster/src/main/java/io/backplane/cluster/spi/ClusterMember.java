package io.backplane.cluster.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * A kernel that was heard of lately.
 *
 * @param node as in the stamps of shared state
 * @param host name of its machine
 * @param self whether it is this one
 */
public record ClusterMember(String node, String host, String version, Instant seen, boolean self) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "node", node, "host", host, "version", version, "seen", seen.toString(), "self", self);
  }
}
