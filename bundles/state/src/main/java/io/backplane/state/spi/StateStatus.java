package io.backplane.state.spi;

import io.backplane.api.call.Values;
import java.time.Duration;
import java.util.Map;

/**
 * How this kernel's copy is.
 *
 * @param incarnation as in stamps
 * @param keys live ones
 * @param tombstones deleted keys that are remembered
 * @param bytes of live values
 * @param pending keys whose newest version the others have not got yet
 * @param conflicts in the log
 * @param conflictsDropped by the log's limit, ever
 * @param quarantined versions from the future
 * @param clockAhead of the stamps before the wall clock; zero when they are not
 * @param transport {@code none}, {@code connected}, or why it is not
 */
public record StateStatus(
    long node,
    long incarnation,
    long keys,
    long tombstones,
    long bytes,
    long pending,
    long conflicts,
    long conflictsDropped,
    long quarantined,
    Duration clockAhead,
    String transport) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map =
        Values.map(
            "node", Stamp.nodeText(node),
            "incarnation", "%08x".formatted(incarnation),
            "transport", transport,
            "keys", keys,
            "bytes", bytes,
            "tombstones", tombstones);
    map.put("pending", pending);
    map.put("conflicts", conflicts);
    map.put("conflictsDropped", conflictsDropped);
    map.put("quarantined", quarantined);
    map.put("clockAheadMs", clockAhead.toMillis());
    return map;
  }
}
