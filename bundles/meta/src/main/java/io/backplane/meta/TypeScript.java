package io.backplane.meta;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** TypeScript declarations: an interface for all that goes in and out, and one for the unit. */
final class TypeScript {

  private static final String ANY_OBJECT = "Record<string, unknown>";

  private final StringBuilder out = new StringBuilder();
  private final TypeNames names = new TypeNames();

  private TypeScript() {}

  static String document(Meta meta) {
    return new TypeScript().write(meta);
  }

  private String write(Meta meta) {
    String unit = names.take(meta.info().id(), "Unit");
    names.take("CallOptions", "");
    names.take("Events", "");
    comment("", meta.info().name() + " " + meta.info().version(), meta.info().description());
    out.append("\nexport interface CallOptions {\n  /** Gives up after this time. */\n");
    out.append("  timeoutMs?: number;\n}\n");
    if (!meta.config().fields().isEmpty()) {
      declare(names.take("Config", ""), "The configuration.", meta.config().fields());
    }
    meta.types().forEach((name, type) -> alias(names.take(name, "Type"), type));
    var methods = new StringBuilder();
    var events = new StringBuilder();
    for (CommandMeta command : meta.commands()) {
      methods.append(method(command));
      events.append(events(command));
    }
    comment("", "What each command emits, by the name of the event.", "");
    out.append("export interface Events {\n").append(events).append("}\n");
    comment("", meta.info().name(), "");
    out.append("export interface ").append(unit).append(" {\n").append(methods).append("}\n");
    return out.toString();
  }

  private String method(CommandMeta command) {
    String params = names.take(command.name() + "-params", "Params");
    declare(params, "Parameters of " + command.name() + ".", command.params());
    String returns = names.take(command.name() + "-returns", "Returns");
    alias(returns, command.returns());
    boolean optional = command.params().stream().noneMatch(TypeScript::mustBeGiven);
    return said("  ", summary(command), command.description())
        + "  "
        + TypeNames.member(command.name())
        + "(params"
        + (optional ? "?: " : ": ")
        + params
        + ", options?: CallOptions): Promise<"
        + returns
        + ">;\n";
  }

  private String events(CommandMeta command) {
    var members = new StringBuilder();
    for (EventMeta event : command.events()) {
      String type = ANY_OBJECT;
      if (!event.fields().isEmpty()) {
        type = names.take(command.name() + "-" + event.name() + "-event", "Event");
        declare(type, event.description(), event.fields());
      }
      members.append(said("    ", event.description(), ""));
      members.append("    ").append(TypeNames.member(event.name())).append(": ").append(type);
      members.append(";\n");
    }
    return members.isEmpty()
        ? ""
        : "  " + TypeNames.member(command.name()) + ": {\n" + members + "  };\n";
  }

  private static String summary(CommandMeta command) {
    return command.title().isEmpty() ? command.summary() : command.title();
  }

  /** A default stands in for what is required and left out. */
  private static boolean mustBeGiven(FieldMeta field) {
    return field.required() && field.defaultValue().isEmpty();
  }

  private void declare(String name, String description, List<FieldMeta> fields) {
    comment("", description, "");
    out.append("export interface ").append(name).append(" {\n");
    out.append(members("  ", fields)).append("}\n");
  }

  private void alias(String name, FieldMeta field) {
    comment("", field.description(), "");
    out.append("export type ").append(name).append(" = ");
    out.append(type("", field)).append(";\n");
  }

  private static String members(String indent, List<FieldMeta> fields) {
    return fields.stream()
        .collect(Collectors.toMap(FieldMeta::name, f -> f, (a, b) -> a, LinkedHashMap::new))
        .values()
        .stream()
        .map(field -> member(indent, field))
        .collect(Collectors.joining());
  }

  private static String member(String indent, FieldMeta field) {
    String usual = field.defaultValue().map(v -> "Default: " + JsonText.line(v)).orElse("");
    return said(indent, field.description(), usual)
        + indent
        + TypeNames.member(field.name())
        + (mustBeGiven(field) ? ": " : "?: ")
        + type(indent, field)
        + ";\n";
  }

  private static String type(String indent, FieldMeta field) {
    if (!field.limits().values().isEmpty() && field.type() != FieldType.ARRAY) {
      return literals(field);
    }
    return switch (field.type()) {
      case STRING, ENUM -> "string";
      case INT, INT64, DOUBLE -> "number";
      case BOOL -> "boolean";
      case ANY -> "unknown";
      case OBJECT ->
          field.fields().isEmpty()
              ? ANY_OBJECT
              : "{\n" + members(indent + "  ", field.fields()) + indent + "}";
      case ARRAY -> "Array<" + field.items().map(it -> type(indent, it)).orElse("unknown") + ">";
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

  private void comment(String indent, String first, String second) {
    out.append(out.isEmpty() ? "" : "\n").append(said(indent, first, second));
  }

  /** Empty where there is nothing to say. */
  private static String said(String indent, String first, String second) {
    List<String> lines =
        List.of(first, second).stream()
            .flatMap(String::lines)
            .filter(line -> !line.isBlank())
            .map(line -> line.replace("*/", "*\\/").strip())
            .toList();
    return switch (lines.size()) {
      case 0 -> "";
      case 1 -> indent + "/** " + lines.getFirst() + " */\n";
      default ->
          lines.stream()
              .map(line -> indent + " * " + line + "\n")
              .collect(Collectors.joining("", indent + "/**\n", indent + " */\n"));
    };
  }
}
