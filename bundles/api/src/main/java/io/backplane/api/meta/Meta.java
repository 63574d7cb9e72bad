package io.backplane.api.meta;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a unit says of itself, in the model of the StdioLink protocol.
 *
 * @param schemaVersion {@code major.minor}
 * @param config fields of the unit's configuration
 * @param commands in the order of declaration, names unique
 */
public record Meta(
    String schemaVersion, Info info, List<FieldMeta> config, List<CommandMeta> commands) {

  /**
   * Who the unit is.
   *
   * @param id stable across versions
   * @param version semantic version
   */
  public record Info(String id, String name, String version, String description, String vendor) {
    public Info {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(vendor, "vendor");
    }
  }

  public Meta {
    Objects.requireNonNull(schemaVersion, "schemaVersion");
    Objects.requireNonNull(info, "info");
    config = List.copyOf(config);
    commands = List.copyOf(commands);
  }

  /** A unit without configuration. */
  public static Meta of(String id, String version, String description, CommandMeta... commands) {
    return new Meta(
        "1.0", new Info(id, id, version, description, ""), List.of(), List.of(commands));
  }

  public Optional<CommandMeta> command(String name) {
    return commands.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
