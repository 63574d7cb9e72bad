package io.backplane.api.meta;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a unit can be configured with.
 *
 * @param fields in the order of declaration
 * @param apply how the values reach the unit
 */
public record Config(List<FieldMeta> fields, Apply apply) {

  public static final Config NONE = new Config(List.of(), Apply.NONE);

  /** The way from a stored value into a driver's process. */
  public enum Method {
    /** The unit does not say. */
    NONE(""),
    STARTUP_ARGS("startupArgs"),
    ENV("env"),
    COMMAND("command"),
    FILE("file");

    private final String word;

    Method(String word) {
      this.word = word;
    }

    /** Its name in JSON. */
    public String word() {
      return word;
    }
  }

  /**
   * How values reach the unit.
   *
   * @param envPrefix in front of a field's name, for {@link Method#ENV}
   * @param command which takes them, for {@link Method#COMMAND}
   * @param fileName in the working directory, for {@link Method#FILE}
   */
  public record Apply(Method method, String envPrefix, String command, String fileName) {
    public static final Apply NONE = of(Method.NONE);

    public Apply {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(envPrefix, "envPrefix");
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(fileName, "fileName");
    }

    public static Apply of(Method method) {
      return new Apply(method, "", "", "");
    }

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return new Members()
          .text("method", method.word())
          .text("envPrefix", envPrefix)
          .text("command", command)
          .text("fileName", fileName)
          .map();
    }
  }

  public Config {
    Objects.requireNonNull(apply, "apply");
    fields = List.copyOf(fields);
  }

  /** These fields, without a say in how they reach the unit. */
  public static Config of(FieldMeta... fields) {
    return new Config(List.of(fields), Apply.NONE);
  }

  /** As it looks in JSON; empty where there is nothing to configure. */
  public Map<String, Object> toMap() {
    if (fields.isEmpty() && apply.method() == Method.NONE) {
      return Map.of();
    }
    return new Members()
        .list("fields", fields, FieldMeta::toMap)
        .always("apply", apply.toMap())
        .map();
  }
}
