package io.backplane.governance.spi;

import io.backplane.api.call.Values;
import java.util.Map;

/** What a rule has changed. */
public record Swept(String lifecycle, String name, String from, String to, String reason) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "lifecycle", lifecycle, "name", name, "from", from, "to", to, "reason", reason);
  }
}
