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
 * @param reason why it is in state error; empty otherwise
 * @param digest SHA-256 of its jar, hexadecimal
 * @param entry the path it was loaded from, or the name of the uploaded file
 * @param startedAt when the version became active
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
    Optional<Instant> startedAt) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "id", id,
        "version", version,
        "state", Values.word(state),
        "reason", reason,
        "symbolicName", symbolicName,
        "digest", digest,
        "source", Values.word(source),
        "entry", entry,
        "installedAt", installedAt.toString(),
        "startedAt", startedAt.map(Instant::toString).orElse(null));
  }

  /**
   * As it looks in JSON together with what it offers.
   *
   * @param unit as the switchboard sees it; empty while the plugin is not active
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
