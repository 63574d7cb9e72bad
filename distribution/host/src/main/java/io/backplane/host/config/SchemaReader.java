package io.backplane.host.config;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Ui;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads {@code config.schema.json}: names with descriptors, whose limits stand under {@code
 * constraints} and nowhere else. Fields come out in the order of their names.
 */
public final class SchemaReader {

  private SchemaReader() {}

  /**
   * @throws IllegalArgumentException it describes a field in a way that cannot be
   */
  public static List<FieldMeta> read(Map<String, Object> schema) {
    var fields = new ArrayList<FieldMeta>();
    new TreeMap<>(schema).forEach((name, given) -> fields.add(field(name, given)));
    return List.copyOf(fields);
  }

  private static FieldMeta field(String name, Object given) {
    Map<String, Object> members = object(name, given);
    Object type = members.getOrDefault("type", "any");
    return new FieldMeta(
        name,
        type(name, type),
        text(members, "description"),
        Boolean.TRUE.equals(members.get("required")),
        Optional.ofNullable(members.get("default")),
        false,
        limits(object(name + ".constraints", members.getOrDefault("constraints", Map.of()))),
        Ui.NONE,
        read(object(name + ".fields", members.getOrDefault("fields", Map.of()))),
        Optional.ofNullable(members.get("items")).map(items -> field("", items)),
        texts(members.get("requiredKeys")),
        !Boolean.FALSE.equals(members.get("additionalProperties")));
  }

  private static FieldType type(String name, Object given) {
    return switch (String.valueOf(given)) {
      case "string" -> FieldType.STRING;
      case "int", "integer" -> FieldType.INT;
      case "int64" -> FieldType.INT64;
      case "double", "number" -> FieldType.DOUBLE;
      case "bool", "boolean" -> FieldType.BOOL;
      case "object" -> FieldType.OBJECT;
      case "array" -> FieldType.ARRAY;
      case "enum" -> FieldType.ENUM;
      case "any" -> FieldType.ANY;
      default ->
          throw new IllegalArgumentException(
              "unknown field type \"%s\" for field \"%s\"".formatted(given, name));
    };
  }

  private static Limits limits(Map<String, Object> members) {
    Object values = members.getOrDefault("enum", members.getOrDefault("enumValues", List.of()));
    return new Limits(
        number(members, "min"),
        number(members, "max"),
        count(members, "minLength"),
        count(members, "maxLength"),
        text(members, "pattern"),
        values instanceof List<?> list ? List.copyOf(list) : List.of(),
        text(members, "format"),
        count(members, "minItems"),
        count(members, "maxItems"));
  }

  private static Optional<Double> number(Map<String, Object> members, String name) {
    return members.get(name) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  private static Optional<Integer> count(Map<String, Object> members, String name) {
    return number(members, name).map(Double::intValue);
  }

  private static String text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  private static List<String> texts(Object given) {
    return given instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are strings
  private static Map<String, Object> object(String name, Object given) {
    if (given instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("field \"" + name + "\" is not described by an object");
  }
}
