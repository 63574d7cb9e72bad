package io.backplane.host.link;

import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Config;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Info;
import io.backplane.api.meta.Info.Traits;
import io.backplane.api.meta.Meta;
import io.backplane.host.js.Json;
import io.backplane.meta.spi.MetaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a service says of itself to its host. */
public final class ServiceMeta {

  /** That it takes {@code meta.cancel}, with the id of a request that nobody waits for. */
  private static final String CANCEL = "cancel";

  private ServiceMeta() {}

  /** Of one that offers no commands. */
  public static Meta of(
      String id,
      String name,
      String version,
      String description,
      String vendor,
      List<FieldMeta> schema) {
    var traits = new Traits(Optional.empty(), false, true);
    var info =
        new Info(
            id, name, version, description, vendor, Map.of(), List.of(CANCEL), List.of(), traits);
    return Meta.of(id, version, description)
        .withInfo(info)
        .withConfig(new Config(schema, Config.Apply.NONE));
  }

  /**
   * With the commands that its module exports.
   *
   * @param offered JSON: {@code names} of commands, and what is {@code declared} of some of them
   * @throws IllegalArgumentException what is declared cannot be used
   */
  static Meta with(Meta meta, String offered) {
    Map<String, Object> members = Json.object(offered);
    try {
      Meta declared =
          MetaReader.read(
              Values.map("info", Map.of("id", "x"), "commands", members.get("declared")));
      var commands = new ArrayList<>(declared.commands());
      for (Object name : (List<?>) members.get("names")) {
        if (declared.command((String) name).isEmpty()) {
          commands.add(CommandMeta.of((String) name, ""));
        }
      }
      Meta whole = meta.withCommands(commands);
      List<String> faults = MetaReader.check(whole);
      if (faults.isEmpty()) {
        return whole;
      }
      throw new IllegalArgumentException("its meta cannot be used: " + faults.getFirst());
    } catch (RefusedException e) {
      throw new IllegalArgumentException("its meta cannot be used: " + e.getMessage());
    }
  }
}
