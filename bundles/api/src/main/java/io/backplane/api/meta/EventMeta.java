package io.backplane.api.meta;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An event that a command may emit. */
public record EventMeta(String name, String description, List<FieldMeta> fields) {
  public EventMeta {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    fields = List.copyOf(fields);
  }

  /** An event with these members. */
  public static EventMeta of(String name, String description, FieldMeta... fields) {
    return new EventMeta(name, description, List.of(fields));
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return new Members()
        .always("name", name)
        .text("description", description)
        .list("fields", fields, FieldMeta::toMap)
        .map();
  }
}
