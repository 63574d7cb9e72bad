package io.backplane.shell.commands;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldMeta;
import io.backplane.shell.Json;
import io.backplane.shell.Services;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command of a unit with its parameters, as words or as one object. */
public final class Asked {

  @Parameters(index = "0", paramLabel = "<unit>", description = "A unit's name, or kind:name.")
  private String unit;

  @Parameters(index = "1", paramLabel = "<unit-command>", description = "One of its commands.")
  private String command;

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "Parameters; values are read as the command's meta says.")
  private List<String> pairs = List.of();

  @Option(names = "--params", paramLabel = "JSON", description = "All parameters as one object.")
  private String params;

  public String unit() {
    return unit;
  }

  public String command() {
    return command;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} where both are given, or neither can be read
   */
  public Map<String, Object> params(Services services) {
    if (params != null && !pairs.isEmpty()) {
      throw new RefusedException(
          new Refusal.Invalid("--params", "and key=value cannot be given together"));
    }
    if (params != null) {
      return Json.object("--params", params);
    }
    List<FieldMeta> fields =
        services.units().find(unit).flatMap(status -> status.meta().command(command)).stream()
            .flatMap(meta -> meta.params().stream())
            .toList();
    return Pairs.read(pairs, fields);
  }
}
