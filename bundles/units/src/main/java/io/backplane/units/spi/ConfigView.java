package io.backplane.units.spi;

import io.backplane.api.call.Values;
import io.backplane.api.meta.FieldMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration to be looked at and edited; sensitive fields are masked.
 *
 * @param version rises with each change, from 1
 * @param config with the package's defaults and the fields' filled in
 * @param running what the process runs with; empty while there is none
 * @param fields what can be set
 * @param overridden fields that a service has set, and its name
 * @param problems what keeps the instance from being started; empty for a configuration that fits
 */
public record ConfigView(
    long version,
    Map<String, Object> config,
    Optional<Map<String, Object>> running,
    List<FieldMeta> fields,
    Map<String, String> overridden,
    List<String> problems) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "version", version,
        "config", config,
        "running", running.orElse(null),
        "fields", fields.stream().map(FieldMeta::toMap).toList(),
        "overridden", overridden,
        "problems", problems);
  }
}
