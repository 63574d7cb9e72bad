package io.backplane.api.meta;

import java.util.List;
import java.util.Objects;

/** An event that a command may emit. */
public record EventMeta(String name, String description, List<FieldMeta> fields) {
  public EventMeta {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    fields = List.copyOf(fields);
  }
}
