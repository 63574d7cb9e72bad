package io.backplane.meta;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * JSON Schema, draft 2020-12: the configuration as a document, the commands' parts in its $defs.
 */
final class JsonSchema {

  private static final long SAFE_MAX = 9_007_199_254_740_991L;

  private JsonSchema() {}

  static Map<String, Object> document(Meta meta) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", meta.info().name());
    if (!meta.info().description().isEmpty()) {
      schema.put("description", meta.info().description());
    }
    schema.put("type", "object");
    members(schema, meta.config().fields(), List.of(), true);
    var definitions = new LinkedHashMap<String, Object>();
    for (CommandMeta command : meta.commands()) {
      definitions.put(command.name() + ".params", params(command));
      definitions.put(command.name() + ".returns", of(command.returns(), false));
      for (EventMeta event : command.events()) {
        definitions.put(command.name() + ".events." + event.name(), event(event));
      }
    }
    meta.types().forEach((name, type) -> definitions.put("types." + name, of(type, false)));
    if (!definitions.isEmpty()) {
      schema.put("$defs", definitions);
    }
    return schema;
  }

  /** What a command takes; drivers let through what they do not declare. */
  static Map<String, Object> params(CommandMeta command) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    members(schema, command.params(), List.of(), false);
    return schema;
  }

  /** What an event carries. */
  static Map<String, Object> event(EventMeta event) {
    var schema = new LinkedHashMap<String, Object>();
    if (!event.description().isEmpty()) {
      schema.put("description", event.description());
    }
    if (!event.fields().isEmpty()) {
      schema.put("type", "object");
      members(schema, event.fields(), List.of(), false);
    }
    return schema;
  }

  /**
   * One field.
   *
   * @param closed whether objects that declare members have no others
   */
  static Map<String, Object> of(FieldMeta field, boolean closed) {
    var schema = new LinkedHashMap<String, Object>();
    if (!field.description().isEmpty()) {
      schema.put("description", field.description());
    }
    type(schema, field.type());
    limits(schema, field.limits(), field.type());
    switch (field.type()) {
      case OBJECT ->
          members(
              schema,
              field.fields(),
              field.requiredKeys(),
              !field.additionalProperties() || closed && !field.fields().isEmpty());
      case ARRAY -> field.items().ifPresent(items -> schema.put("items", of(items, closed)));
      case STRING, INT, INT64, DOUBLE, BOOL, ENUM, ANY -> {}
    }
    field.defaultValue().ifPresent(value -> schema.put("default", value));
    if (field.sensitive()) {
      schema.put("writeOnly", true);
    }
    return schema;
  }

  private static void type(Map<String, Object> schema, FieldType type) {
    switch (type) {
      case STRING, ENUM -> schema.put("type", "string");
      case INT -> {
        schema.put("type", "integer");
        schema.put("minimum", Integer.MIN_VALUE);
        schema.put("maximum", Integer.MAX_VALUE);
      }
      case INT64 -> {
        schema.put("type", "integer");
        schema.put("minimum", -SAFE_MAX);
        schema.put("maximum", SAFE_MAX);
      }
      case DOUBLE -> schema.put("type", "number");
      case BOOL -> schema.put("type", "boolean");
      case OBJECT -> schema.put("type", "object");
      case ARRAY -> schema.put("type", "array");
      case ANY -> {}
    }
  }

  /** The range of a field stands in place of its type's. */
  private static void limits(Map<String, Object> schema, Limits limits, FieldType type) {
    Map<String, Object> members = limits.toMap();
    boolean number = type == FieldType.INT || type == FieldType.INT64 || type == FieldType.DOUBLE;
    if (number) {
      rename(members, "min", schema, "minimum");
      rename(members, "max", schema, "maximum");
    }
    if (type == FieldType.STRING) {
      List.of("minLength", "maxLength", "pattern", "format")
          .forEach(name -> rename(members, name, schema, name));
    }
    if (type == FieldType.ARRAY) {
      List.of("minItems", "maxItems").forEach(name -> rename(members, name, schema, name));
    }
    rename(members, "enum", schema, "enum");
  }

  private static void rename(
      Map<String, Object> from, String name, Map<String, Object> to, String other) {
    if (from.containsKey(name)) {
      to.put(other, from.get(name));
    }
  }

  private static void members(
      Map<String, Object> schema, List<FieldMeta> fields, List<String> keys, boolean closed) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new LinkedHashSet<String>();
    for (FieldMeta field : fields) {
      properties.put(field.name(), of(field, closed));
      if (field.required()) {
        required.add(field.name());
      }
    }
    keys.forEach(key -> properties.putIfAbsent(key, Map.of()));
    required.addAll(keys);
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", new ArrayList<>(required));
    }
    if (closed) {
      schema.put("additionalProperties", false);
    }
  }
}
