package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a unit says of itself, in the model of the StdioLink protocol.
 *
 * @param schemaVersion {@code major.minor}
 * @param config what the unit can be configured with
 * @param commands in the order of declaration, names unique
 * @param types what the unit has given a name, in the order of declaration
 * @param errors objects as the unit declares them
 * @param examples objects as the unit declares them
 */
public record Meta(
    String schemaVersion,
    Info info,
    Config config,
    List<CommandMeta> commands,
    Map<String, FieldMeta> types,
    List<Object> errors,
    List<Object> examples) {

  /** The member that carries what StdioLink's model has no place for. */
  public static final String EXTENSION = "x-backplane";

  public Meta {
    Objects.requireNonNull(schemaVersion, "schemaVersion");
    Objects.requireNonNull(info, "info");
    Objects.requireNonNull(config, "config");
    commands = List.copyOf(commands);
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    errors = errors.stream().map(error -> Values.copyOf("errors", error)).toList();
    examples = examples.stream().map(example -> Values.copyOf("examples", example)).toList();
  }

  /** A unit without configuration. */
  public static Meta of(String id, String version, String description, CommandMeta... commands) {
    return new Meta(
        "1.0",
        Info.of(id, version, description),
        Config.NONE,
        List.of(commands),
        Map.of(),
        List.of(),
        List.of());
  }

  /** The same unit with a configuration. */
  public Meta withConfig(Config config) {
    return new Meta(schemaVersion, info, config, commands, types, errors, examples);
  }

  /** The same unit with other words about itself. */
  public Meta withInfo(Info info) {
    return new Meta(schemaVersion, info, config, commands, types, errors, examples);
  }

  /** The same unit with other commands. */
  public Meta withCommands(List<CommandMeta> commands) {
    return new Meta(schemaVersion, info, config, commands, types, errors, examples);
  }

  public Optional<CommandMeta> command(String name) {
    return commands.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** As it looks in JSON: StdioLink's form with {@link #EXTENSION}. */
  public Map<String, Object> toMap() {
    var named = new LinkedHashMap<String, Object>();
    types.forEach((name, type) -> named.put(name, type.toMap()));
    return new Members()
        .always("schemaVersion", schemaVersion)
        .always("info", info.toMap())
        .object("config", config.toMap())
        .list("commands", commands, CommandMeta::toMap)
        .object("types", named)
        .list("errors", errors)
        .list("examples", examples)
        .map();
  }
}
