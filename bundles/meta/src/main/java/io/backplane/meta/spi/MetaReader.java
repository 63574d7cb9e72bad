package io.backplane.meta.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Config;
import io.backplane.api.meta.Config.Apply;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.Example;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Info;
import io.backplane.api.meta.Info.Traits;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import io.backplane.api.meta.Ui;
import io.backplane.meta.Lenient;
import io.backplane.meta.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Meta out of JSON of any origin. What can be understood is taken, the rest is passed over: an
 * unknown type is {@code any}, a member of the wrong type counts as missing, a part without a name
 * where it needs one is left out.
 */
public final class MetaReader {

  /** Most commands, events and fields together. */
  public static final int PARTS_MAX = 10_000;

  private int parts;

  private MetaReader() {}

  /**
   * Reads the data of {@code meta.describe}, or a meta file.
   *
   * @param json of JDK value types, nested at most {@link Values#DEPTH_MAX} deep
   * @throws RefusedException {@link Refusal.Invalid} for what has no {@code info} (or {@code
   *     driver}), is nested too deep or has more than {@link #PARTS_MAX} parts
   */
  public static Meta read(Object json) {
    if (!(Values.copyOf("meta", json) instanceof Map<?, ?> map)) {
      throw new RefusedException(new Refusal.Invalid("meta", "is not an object"));
    }
    return new MetaReader().meta(Lenient.of(map));
  }

  /** Reads one field, as it stands in {@code params} or {@code fields}. */
  public static FieldMeta readField(Object json) {
    return new MetaReader().field(Lenient.of(Values.copyOf("field", json)));
  }

  /**
   * What keeps a meta from being used: a version that is not supported, no id or name, names that
   * are given twice.
   *
   * @return sentences; empty for a meta that can be used
   */
  public static List<String> check(Meta meta) {
    return Schema.faults(meta);
  }

  private Meta meta(Lenient source) {
    String who = source.members().get("info") instanceof Map ? "info" : "driver";
    if (!(source.members().get(who) instanceof Map)) {
      throw new RefusedException(new Refusal.Invalid("meta.info", "is not an object"));
    }
    var types = new LinkedHashMap<String, FieldMeta>();
    Lenient named = source.object("types");
    for (String name : named.members().keySet()) {
      if (named.members().get(name) instanceof Map) {
        types.put(name, field(named.object(name)));
      }
    }
    return new Meta(
        source.text("schemaVersion"),
        info(source.object(who)),
        config(source.object("config")),
        named(source, "commands").map(this::command).toList(),
        types,
        source.list("errors"),
        source.list("examples"));
  }

  private static Info info(Lenient source) {
    Lenient extension = source.object(Meta.EXTENSION);
    return new Info(
        source.text("id"),
        source.text("name"),
        source.text("version"),
        source.text("description"),
        source.text("vendor"),
        source.object("entry").members(),
        source.texts("capabilities"),
        source.texts("profiles"),
        new Traits(
            extension.word("health"),
            extension.flag("overlap", false),
            extension.flag("multiplex", false)));
  }

  private Config config(Lenient source) {
    Lenient apply = source.object("apply");
    String word = apply.text("method");
    Config.Method method =
        Stream.of(Config.Method.values())
            .filter(m -> m.word().equals(word))
            .findFirst()
            .orElse(Config.Method.NONE);
    List<FieldMeta> fields = fields(source, "fields");
    if (fields.isEmpty() && method == Config.Method.NONE) {
      return Config.NONE;
    }
    return new Config(
        fields,
        new Apply(method, apply.text("envPrefix"), apply.text("command"), apply.text("fileName")));
  }

  private CommandMeta command(Lenient source) {
    count();
    return new CommandMeta(
        source.text("name"),
        source.text("title"),
        source.text("summary"),
        source.text("description"),
        fields(source, "params"),
        returns(source.object("returns")),
        named(source, "events").map(this::event).toList(),
        source.list("errors"),
        source.objects("examples").map(MetaReader::example).toList(),
        source.object("ui").members(),
        flags(source.object(Meta.EXTENSION)));
  }

  private FieldMeta returns(Lenient source) {
    return field(source.over(new Lenient(Map.of("type", "object"))));
  }

  private EventMeta event(Lenient source) {
    count();
    return new EventMeta(source.text("name"), source.text("description"), fields(source, "fields"));
  }

  private static Example example(Lenient source) {
    return new Example(
        source.text("description"),
        source.text("mode"),
        source.object("params").members(),
        source.value("expectedOutput"));
  }

  private static Flags flags(Lenient source) {
    return new Flags(
        source.flag("readOnly", false),
        source.flag("idempotent", false),
        source.flag("streaming", false),
        source.word("cancel"),
        source
            .number("timeoutMs")
            .filter(ms -> ms >= 0)
            .map(ms -> Duration.ofMillis(ms.longValue())));
  }

  private List<FieldMeta> fields(Lenient source, String name) {
    return named(source, name).map(this::field).toList();
  }

  private FieldMeta field(Lenient source) {
    count();
    return new FieldMeta(
        source.text("name"),
        type(source.text("type")),
        source.text("description"),
        source.flag("required", false),
        source.value("default"),
        source.object(Meta.EXTENSION).flag("sensitive", false),
        limits(source.over(source.object("constraints"))),
        ui(source.object("ui")),
        fields(source, "fields"),
        Optional.of(source.object("items"))
            .filter(it -> isObject(source, "items"))
            .map(this::field),
        source.texts("requiredKeys"),
        source.flag("additionalProperties", true));
  }

  private static boolean isObject(Lenient source, String name) {
    return source.members().get(name) instanceof Map;
  }

  private static FieldType type(String word) {
    return switch (word) {
      case "string" -> FieldType.STRING;
      case "int", "integer" -> FieldType.INT;
      case "int64" -> FieldType.INT64;
      case "double", "number" -> FieldType.DOUBLE;
      case "bool", "boolean" -> FieldType.BOOL;
      case "object" -> FieldType.OBJECT;
      case "array" -> FieldType.ARRAY;
      case "enum" -> FieldType.ENUM;
      default -> FieldType.ANY;
    };
  }

  private static Limits limits(Lenient source) {
    return new Limits(
        source.number("min"),
        source.number("max"),
        source.whole("minLength"),
        source.whole("maxLength"),
        source.text("pattern"),
        source.has("enum") ? source.list("enum") : source.list("enumValues"),
        source.text("format"),
        source.whole("minItems"),
        source.whole("maxItems"));
  }

  private static Ui ui(Lenient source) {
    return new Ui(
        source.text("widget"),
        source.text("group"),
        source.whole("order"),
        source.text("placeholder"),
        source.flag("advanced", false),
        source.flag("readonly", false),
        source.text("visibleIf"),
        source.text("unit"),
        source.number("step"));
  }

  private static Stream<Lenient> named(Lenient source, String list) {
    return source.objects(list).filter(part -> !part.text("name").isEmpty());
  }

  private void count() {
    if (++parts > PARTS_MAX) {
      throw new RefusedException(
          new Refusal.Invalid(
              "meta", "has more than " + PARTS_MAX + " commands, events and fields"));
    }
  }
}
