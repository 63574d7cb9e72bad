package io.backplane.governance.spi;

import io.backplane.api.call.Values;
import java.util.Map;

/**
 * How much of a cap an owner uses.
 *
 * @param cap the setting that holds the limit
 * @param owner empty where nobody uses any
 */
public record CapUse(String cap, String lifecycle, String owner, long used, long limit) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "cap", cap, "lifecycle", lifecycle, "owner", owner, "used", used, "limit", limit);
  }
}
