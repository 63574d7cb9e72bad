package io.backplane.meta;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** TypeScript declarations: an interface for all that goes in and out, and one for the unit. */
final class TypeScript {

  /**
   * Whose declarations they are.
   *
   * @param head declares {@code CallOptions}
   * @param options what a command takes of them
   * @param hidden commands that cannot be reached
   * @param catalog the module and the interface that name the unit; empty for none
   * @param entry the unit's name there
   */
  private record Place(
      String head,
      Function<CommandMeta, String> options,
      Set<String> hidden,
      String catalog,
      String entry) {}

  private static final String OPTIONS = "CallOptions";

  /** Cannot be made out of any name, so that nothing of a meta can stand in its place. */
  private static final String SELF = "$Self";

  private final StringBuilder out = new StringBuilder();
  private final TypeNames names = new TypeNames();
  private final Meta meta;
  private final Place place;

  private TypeScript(Meta meta, Place place) {
    this.meta = meta;
    this.place = place;
  }

  /** For whom it may concern: refers to nothing outside. */
  static String document(Meta meta) {
    String head =
        "export interface CallOptions {\n  /** Gives up after this time. */\n  timeoutMs?: number;\n}\n";
    return new TypeScript(meta, new Place(head, command -> OPTIONS, Set.of(), "", "")).write();
  }

  /** What a service gets that opens a driver, in the catalog by the name of its program. */
  static String driver(String program, Meta meta) {
    String head = "import type { CommandOptions as CallOptions } from 'stdiolink/driver';\n";
    Set<String> hidden = Set.of("then", "$driver", "$meta", "$rawRequest", "$close");
    String catalog = "declare module 'stdiolink/driver' {\n  interface DriverCatalog {\n";
    return new TypeScript(meta, new Place(head, command -> OPTIONS, hidden, catalog, program))
        .write();
  }

  /** What a service gets that calls a unit of the kernel, in the catalog by its name. */
  static String unit(String name, Meta meta) {
    String head = "import type { CallOptions } from 'backplane';\n";
    String catalog = "declare module 'backplane' {\n  interface UnitCatalog {\n";
    return new TypeScript(
            meta, new Place(head, TypeScript::withEvents, Set.of("then"), catalog, name))
        .write();
  }

  private static String withEvents(CommandMeta command) {
    return command.events().isEmpty()
        ? OPTIONS
        : OPTIONS + "<Events[" + TypeNames.quoted(command.name()) + "]>";
  }

  private String write() {
    names.take(OPTIONS, "");
    names.take("Events", "");
    String unit = names.take(meta.info().id(), "Unit");
    comment(meta.info().name() + " " + meta.info().version(), meta.info().description());
    out.append('\n').append(place.head());
    if (!meta.config().fields().isEmpty()) {
      declare(
          names.take("Config", ""), FieldTypes.GIVEN, "The configuration.", meta.config().fields());
    }
    meta.types().forEach((name, type) -> alias(names.take(name, "Type"), FieldTypes.GIVEN, type));
    var methods = new StringBuilder();
    var events = new StringBuilder();
    for (CommandMeta command : first(meta.commands(), CommandMeta::name)) {
      if (!place.hidden().contains(command.name())) {
        methods.append(method(command));
        events.append(events(command));
      }
    }
    comment("What each command emits, by the name of the event.");
    out.append("export interface Events {\n").append(events).append("}\n");
    comment(meta.info().name());
    out.append("export interface ").append(unit).append(" {\n").append(methods).append("}\n");
    if (!place.catalog().isEmpty()) {
      out.append("\ntype ").append(SELF).append(" = ").append(unit).append(";\n\n");
      out.append(place.catalog()).append("    ").append(TypeNames.member(place.entry()));
      out.append(": ").append(SELF).append(";\n  }\n}\n");
    }
    return out.toString();
  }

  /** What is given twice counts once. */
  static <T> List<T> first(List<T> all, Function<T, String> name) {
    return new ArrayList<>(
        all.stream()
            .collect(Collectors.toMap(name, one -> one, (a, b) -> a, LinkedHashMap::new))
            .values());
  }

  private String method(CommandMeta command) {
    String params = names.take(command.name() + "-params", "Params");
    declare(params, FieldTypes.GIVEN, "Parameters of " + command.name() + ".", command.params());
    String returns = names.take(command.name() + "-returns", "Returns");
    alias(returns, FieldTypes.ANSWERED, command.returns());
    boolean optional = command.params().stream().noneMatch(FieldTypes.GIVEN::needed);
    return TypeComment.of("  ", summary(command), command.description())
        + "  "
        + TypeNames.member(command.name())
        + "(params"
        + (optional ? "?: " : ": ")
        + params
        + ", options?: "
        + place.options().apply(command)
        + "): Promise<"
        + returns
        + ">;\n";
  }

  private String events(CommandMeta command) {
    var members = new StringBuilder();
    for (EventMeta event : first(command.events(), EventMeta::name)) {
      String type = FieldTypes.ANSWERED.anyObject();
      if (!event.fields().isEmpty()) {
        type = names.take(command.name() + "-" + event.name() + "-event", "Event");
        declare(type, FieldTypes.ANSWERED, event.description(), event.fields());
      }
      members.append(TypeComment.of("    ", event.description()));
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

  private void declare(String name, FieldTypes types, String description, List<FieldMeta> fields) {
    comment(description);
    out.append("export interface ").append(name).append(" {\n");
    out.append(types.members("  ", fields)).append("}\n");
  }

  private void alias(String name, FieldTypes types, FieldMeta field) {
    comment(field.description());
    out.append("export type ").append(name).append(" = ");
    out.append(types.type("", field)).append(";\n");
  }

  private void comment(String... texts) {
    out.append(out.isEmpty() ? "" : "\n").append(TypeComment.of("", texts));
  }
}
