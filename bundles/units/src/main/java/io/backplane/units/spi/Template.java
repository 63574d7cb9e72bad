package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.util.Map;

/**
 * A service to begin with.
 *
 * @param language {@code javascript} or {@code typescript}
 */
public record Template(String id, String name, String description, String language) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map("id", id, "name", name, "description", description, "language", language);
  }
}
