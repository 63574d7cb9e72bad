package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.calls.spi.UnitStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A plugin as it is now.
 *
 * @param version the one that calls reach; within a health window not yet the plugin's own
 * @param reason why it is in state error; empty otherwise
 * @param digest SHA-256 of its jar, hexadecimal
 * @param entry the path it was loaded from, or the name of the uploaded file
 * @param startedAt when the version became active
 * @param previous the version that a rollback goes back to; empty for none
 */
public record PluginStatus(
    String id,
    String version,
    PluginState state,
    String reason,
    String symbolicName,
    String digest,
    PluginSource source,
    String entry,
    Instant installedAt,
    Optional<Instant> startedAt,
    Optional<String> previous,
    Declared declared) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map =
        Values.map(
            "id", id,
            "version", version,
            "state", Values.word(state),
            "reason", reason,
            "symbolicName", symbolicName,
            "digest", digest,
            "source", Values.word(source),
            "entry", entry,
            "installedAt", installedAt.toString(),
            "startedAt", startedAt.map(Instant::toString).orElse(null),
            "previous", previous.orElse(null));
    map.putAll(declared.toMap());
    return map;
  }

  /**
   * As it looks in JSON together with what it offers.
   *
   * @param unit as the switchboard sees it
   */
  public Map<String, Object> toMap(Optional<UnitStatus> unit) {
    Map<String, Object> map = toMap();
    map.put(
        "commands",
        unit.stream().flatMap(u -> u.meta().commands().stream()).map(CommandMeta::toMap).toList());
    map.put("calls", unit.map(u -> u.calls().toMap()).orElse(null));
    return map;
  }
}
