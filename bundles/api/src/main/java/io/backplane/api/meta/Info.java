package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who the unit is.
 *
 * @param id stable across versions
 * @param version semantic version
 * @param entry how it is started, as the unit declares it
 * @param capabilities words the unit declares
 * @param profiles life cycles of a driver: {@code oneshot}, {@code keepalive}; empty for both
 * @param traits how the kernel treats it
 */
public record Info(
    String id,
    String name,
    String version,
    String description,
    String vendor,
    Map<String, Object> entry,
    List<String> capabilities,
    List<String> profiles,
    Traits traits) {

  /**
   * How the kernel treats the unit ({@code x-backplane} in a driver's meta).
   *
   * @param health the command that tells whether it is well
   * @param overlap two of its processes may run at a time
   * @param multiplex it answers several calls at a time
   */
  public record Traits(Optional<String> health, boolean overlap, boolean multiplex) {
    public static final Traits NONE = new Traits(Optional.empty(), false, false);

    public Traits {
      Objects.requireNonNull(health, "health");
    }

    /** As it looks in JSON; empty where nothing is said. */
    public Map<String, Object> toMap() {
      return new Members()
          .value("health", health)
          .flag("overlap", overlap, false)
          .flag("multiplex", multiplex, false)
          .map();
    }
  }

  public Info {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(vendor, "vendor");
    Objects.requireNonNull(traits, "traits");
    entry = Values.copyOf("info.entry", entry);
    capabilities = List.copyOf(capabilities);
    profiles = List.copyOf(profiles);
  }

  /** A unit whose name is its id. */
  public static Info of(String id, String version, String description) {
    return new Info(id, id, version, description, "", Map.of(), List.of(), List.of(), Traits.NONE);
  }

  /** The same unit with other traits. */
  public Info withTraits(Traits traits) {
    return new Info(id, name, version, description, vendor, entry, capabilities, profiles, traits);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return new Members()
        .always("id", id)
        .always("name", name)
        .always("version", version)
        .text("description", description)
        .text("vendor", vendor)
        .object("entry", entry)
        .list("capabilities", capabilities)
        .list("profiles", profiles)
        .object(Meta.EXTENSION, traits.toMap())
        .map();
  }
}
