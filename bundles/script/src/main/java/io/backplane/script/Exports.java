package io.backplane.script;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a script offers.
 *
 * @param commands names of its functions
 * @param declared its meta in StdioLink form, where it has one
 * @param state whether it gives its state to another version
 * @param health whether it tells how it is
 */
record Exports(List<String> commands, Optional<Object> declared, boolean state, boolean health) {

  static Exports of(String json) {
    Map<?, ?> map = Json.object(json);
    List<String> commands =
        ((List<?>) map.get("commands")).stream().map(String.class::cast).toList();
    return new Exports(
        commands,
        Optional.ofNullable(map.get("meta")),
        Boolean.TRUE.equals(map.get("state")),
        Boolean.TRUE.equals(map.get("health")));
  }

  /**
   * The meta it declares, with the plugin's id and version where it names none; else one of its
   * commands' names, with any parameters.
   *
   * @throws RefusedException {@link Refusal.Invalid} for a meta that cannot be used, declares
   *     another version, or a command that is not there
   */
  Meta meta(ScriptHeader header) {
    return declared.map(it -> declared(it, header)).orElseGet(() -> plain(header));
  }

  private Meta plain(ScriptHeader header) {
    FieldMeta anything = FieldMeta.of("", FieldType.ANY, "");
    return Meta.of(
        header.id(),
        header.version(),
        "",
        commands.stream()
            .map(name -> CommandMeta.of(name, "").returning(anything))
            .toArray(CommandMeta[]::new));
  }

  private Meta declared(Object source, ScriptHeader header) {
    if (!(source instanceof Map<?, ?> map)) {
      throw invalid("meta", "is not an object");
    }
    Meta meta = MetaReader.read(completed(map, header));
    List<String> faults = MetaReader.check(meta);
    if (!faults.isEmpty()) {
      throw invalid("meta", String.join("; ", faults));
    }
    String version = meta.info().version();
    if (!version.equals(header.version())) {
      throw invalid(
          "meta.info.version",
          "is " + version + ", but the plugin is loaded as " + header.version());
    }
    List<String> missing =
        meta.commands().stream().map(CommandMeta::name).filter(n -> !commands.contains(n)).toList();
    if (!missing.isEmpty()) {
      throw invalid(
          "meta.commands", "declares " + String.join(", ", missing) + ", not among 'commands'");
    }
    return meta;
  }

  private static Map<String, Object> completed(Map<?, ?> source, ScriptHeader header) {
    Map<String, Object> info =
        Values.map("id", header.id(), "name", header.id(), "version", header.version());
    if (source.get("info") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> info.put((String) name, value));
    }
    var meta = new LinkedHashMap<String, Object>();
    meta.put("schemaVersion", "1.0");
    source.forEach((name, value) -> meta.put((String) name, value));
    meta.put("info", info);
    return meta;
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }
}
