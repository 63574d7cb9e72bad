package io.backplane.meta;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields as TypeScript. */
enum FieldTypes {
  /** What goes in: a default stands in for what is left out, and every object is there. */
  GIVEN {
    @Override
    boolean needed(FieldMeta field) {
      if (field.defaultValue().isPresent()) {
        return false;
      }
      return filled(field)
          ? undeclared(field).findAny().isPresent()
              || field.fields().stream().anyMatch(member -> needed(field, member))
          : field.required();
    }

    @Override
    boolean comes(FieldMeta field) {
      return field.defaultValue().isPresent() || filled(field);
    }
  },
  /** An item of what goes in: nothing is filled there. */
  ITEM {
    @Override
    boolean needed(FieldMeta field) {
      return field.required();
    }
  },
  /** What comes out: a unit sends what it declares. */
  ANSWERED {
    @Override
    boolean needed(FieldMeta field) {
      return true;
    }
  };

  abstract boolean needed(FieldMeta field);

  /** Whether what is left out is there all the same. */
  boolean comes(FieldMeta field) {
    return false;
  }

  final boolean needed(FieldMeta object, FieldMeta member) {
    return needed(member) || object.requiredKeys().contains(member.name()) && !comes(member);
  }

  /** Keys that an object must have beside its fields. */
  private static Stream<String> undeclared(FieldMeta object) {
    List<String> fields = object.fields().stream().map(FieldMeta::name).toList();
    return object.requiredKeys().stream().distinct().filter(key -> !fields.contains(key));
  }

  /** What stands for a value of which nothing is declared. */
  String anything() {
    return this == ANSWERED ? "any" : "unknown";
  }

  String anyObject() {
    return "Record<string, " + anything() + ">";
  }

  private FieldTypes item() {
    return this == GIVEN ? ITEM : this;
  }

  private static boolean filled(FieldMeta field) {
    return field.type() == FieldType.OBJECT && !field.fields().isEmpty();
  }

  /** The members of an interface, each with what is to be known of it. */
  String members(String indent, List<FieldMeta> fields) {
    return members(indent, FieldMeta.object("", "").withFields(fields));
  }

  private String members(String indent, FieldMeta object) {
    return fields(indent, object)
        + undeclared(object)
            .map(key -> indent + TypeNames.member(key) + ": " + anything() + ";\n")
            .collect(Collectors.joining());
  }

  private String fields(String indent, FieldMeta object) {
    return TypeScript.first(object.fields(), FieldMeta::name).stream()
        .map(field -> member(indent, object, field))
        .collect(Collectors.joining());
  }

  private String member(String indent, FieldMeta object, FieldMeta field) {
    String usual =
        this == ANSWERED
            ? ""
            : field.defaultValue().map(value -> "Default: " + JsonText.line(value)).orElse("");
    String bounds = String.join("; ", Row.bounds(field));
    return TypeComment.of(indent, field.description(), bounds, usual)
        + indent
        + TypeNames.member(field.name())
        + (needed(object, field) ? ": " : "?: ")
        + type(indent, field)
        + ";\n";
  }

  String type(String indent, FieldMeta field) {
    if (!field.limits().values().isEmpty() && field.type() != FieldType.ARRAY) {
      return literals(field);
    }
    return switch (field.type()) {
      case STRING, ENUM -> "string";
      case INT, INT64, DOUBLE -> "number";
      case BOOL -> "boolean";
      case ANY -> anything();
      case OBJECT ->
          field.fields().isEmpty() && field.requiredKeys().isEmpty()
              ? anyObject()
              : "{\n" + members(indent + "  ", field) + indent + "}";
      case ARRAY ->
          "Array<" + field.items().map(it -> item().type(indent, it)).orElse(anything()) + ">";
    };
  }

  private static String literals(FieldMeta field) {
    return field.limits().values().stream()
        .map(
            value ->
                switch (value) {
                  case null -> "null";
                  case String s -> TypeNames.quoted(s);
                  case Number _, Boolean _ -> JsonText.line(value);
                  default -> "unknown";
                })
        .distinct()
        .collect(Collectors.joining(" | "));
  }
}
