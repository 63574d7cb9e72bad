package io.backplane.meta;

import io.backplane.api.call.Values;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A field as a line of a table.
 *
 * @param path {@code limits.low}, {@code points[].x}
 * @param type {@code int}, {@code array of object}
 * @param usual the default as JSON; empty for none
 * @param limits in words
 */
record Row(
    String path, String type, boolean required, String usual, String limits, String description) {

  /** The fields with what is inside them, in the order of declaration. */
  static List<Row> of(List<FieldMeta> fields) {
    var rows = new ArrayList<Row>();
    fields.forEach(field -> add("", field, rows));
    return rows;
  }

  private static void add(String prefix, FieldMeta field, List<Row> rows) {
    String path = prefix.isEmpty() ? field.name() : prefix + "." + field.name();
    rows.add(
        new Row(
            path,
            type(field),
            field.required(),
            field.defaultValue().map(JsonText::line).orElse(""),
            String.join("; ", limits(field)),
            field.description()));
    inside(path, field, rows);
  }

  private static void inside(String path, FieldMeta field, List<Row> rows) {
    field.fields().forEach(member -> add(path, member, rows));
    field.items().ifPresent(items -> inside(path + "[]", items, rows));
  }

  static String type(FieldMeta field) {
    String word = Values.word(field.type());
    return field.type() == FieldType.ARRAY
        ? word + field.items().map(items -> " of " + type(items)).orElse("")
        : word;
  }

  private static List<String> limits(FieldMeta field) {
    List<Object> values = field.limits().values();
    var said = new ArrayList<String>();
    if (!values.isEmpty()) {
      said.add("one of " + String.join(", ", values.stream().map(JsonText::line).toList()));
    }
    said.addAll(bounds(field));
    return said;
  }

  /** What a value has to meet beside being one of a list, in words. */
  static List<String> bounds(FieldMeta field) {
    Limits limits = field.limits();
    var said = new ArrayList<String>();
    var range = limits.toMap();
    between(range.get("min"), range.get("max"), "").ifPresent(said::add);
    between(range.get("minLength"), range.get("maxLength"), " characters").ifPresent(said::add);
    between(range.get("minItems"), range.get("maxItems"), " items").ifPresent(said::add);
    if (!limits.pattern().isEmpty()) {
      said.add("matches " + limits.pattern());
    }
    if (!limits.format().isEmpty()) {
      said.add("format " + limits.format());
    }
    if (!field.ui().unit().isEmpty()) {
      said.add("in " + field.ui().unit());
    }
    if (!field.requiredKeys().isEmpty()) {
      said.add("needs " + String.join(", ", field.requiredKeys()));
    }
    if (!field.additionalProperties()) {
      said.add("no other members");
    }
    if (field.sensitive()) {
      said.add("sensitive");
    }
    return said;
  }

  private static Optional<String> between(Object least, Object most, String what) {
    if (least != null && most != null) {
      return Optional.of(least + " to " + most + what);
    }
    if (least != null) {
      return Optional.of("at least " + least + what);
    }
    return Optional.ofNullable(most).map(m -> "at most " + m + what);
  }
}
