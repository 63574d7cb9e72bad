package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Config;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaExport.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MetaPropertiesTest {

  /** Members of the model, so that random objects come near to being metas. */
  private static final String[] MEMBERS = {
    "info",
    "driver",
    "schemaVersion",
    "commands",
    "config",
    "apply",
    "method",
    "fields",
    "params",
    "name",
    "type",
    "items",
    "returns",
    "events",
    "examples",
    "default",
    "enum",
    "min",
    "max",
    "minLength",
    "constraints",
    "ui",
    "widget",
    "types",
    "errors",
    "x-backplane",
    "sensitive",
    "timeoutMs",
    "streaming",
    "requiredKeys",
    "additionalProperties",
    "required",
    "id"
  };

  @Provide
  Arbitrary<Object> json() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(4).map(v -> (Object) v),
            Arbitraries.of("object", "array", "int", "1.0", "password", "env").map(v -> (Object) v),
            Arbitraries.doubles().map(v -> (Object) v),
            Arbitraries.integers().map(v -> (Object) v),
            Arbitraries.bigIntegers().map(v -> (Object) v),
            Arbitraries.of(true, false).map(v -> (Object) v),
            Arbitraries.just(null));
    return Arbitraries.recursive(() -> leaf, MetaPropertiesTest::nested, 0, 6);
  }

  private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
    return Arbitraries.oneOf(
        inner.list().ofMaxSize(3).map(v -> (Object) v),
        Arbitraries.maps(Arbitraries.of(MEMBERS), inner).ofMaxSize(6).map(v -> (Object) v));
  }

  @Property(tries = 500)
  void any_json_is_read_or_refused(@ForAll("json") Object json) {
    use(json instanceof Map<?, ?> map && !map.containsKey("info") ? with(map) : json);
  }

  @Property
  void a_damaged_meta_is_read_or_refused(@ForAll long seed) {
    use(damaged(Metas.own("everything"), new Random(seed)));
  }

  /** Everything that is done with a meta, done with this one. */
  private static void use(Object json) {
    Meta meta;
    try {
      meta = MetaReader.read(json);
    } catch (RefusedException e) {
      return;
    }
    MetaReader.check(meta);
    assertThat(MetaReader.read(meta.toMap())).isEqualTo(meta);
    Meta full = Examples.ensure(meta);
    for (Format format : Format.values()) {
      assertThat(MetaExport.write(full, format)).isNotBlank();
    }
    for (CommandMeta command : full.commands()) {
      for (var example : command.examples()) {
        var params = Defaults.fill(command.params(), example.params());
        Validator.check(command.params(), params);
        Validator.checkConfig(command.params(), params);
        SensitiveFields.paths(command.params(), params);
      }
    }
  }

  private static final Object[] ODD = {
    null,
    "",
    "x",
    "array",
    -1,
    1e300,
    1.5,
    true,
    List.of(),
    List.of(1, "x"),
    Map.of(),
    "(",
    Map.of("a", 1)
  };

  /** A copy in which one part in thirty is something else. */
  private static Object damaged(Object json, Random random) {
    if (random.nextInt(30) == 0) {
      return ODD[random.nextInt(ODD.length)];
    }
    return switch (json) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<Object, Object>();
        map.forEach((name, value) -> copy.put(name, damaged(value, random)));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<>();
        list.forEach(value -> copy.add(damaged(value, random)));
        yield copy;
      }
      case null, default -> json;
    };
  }

  private static Map<String, Object> with(Map<?, ?> map) {
    var document = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> document.put((String) name, value));
    document.put("info", Map.of("id", "d"));
    return document;
  }

  @Property(tries = 200)
  void any_overlay_is_laid_over_or_refused(
      @ForAll("json") Object meta, @ForAll("json") Object overlay) {
    if (meta instanceof Map<?, ?> m && overlay instanceof Map<?, ?> o) {
      try {
        Overlay.merge(with(m), with(o));
      } catch (RefusedException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Property
  void a_value_made_from_fields_fits_them(@ForAll long seed) {
    var schemas = new Schemas(seed);
    List<FieldMeta> fields = schemas.fields(3);
    Map<String, Object> value = schemas.values(fields);
    assertThat(Validator.check(fields, value)).isEmpty();
    assertThat(Validator.checkConfig(fields, value)).isEmpty();
    assertThat(Validator.check(fields, Defaults.fill(fields, value))).isEmpty();
  }

  @Property
  void the_wire_refuses_nothing_that_a_configuration_may_hold(@ForAll long seed) {
    var schemas = new Schemas(seed);
    List<FieldMeta> fields = schemas.fields(3);
    Map<String, Object> value = spoilt(schemas.values(fields), new Random(seed));
    if (Validator.checkConfig(fields, value).isEmpty()) {
      assertThat(Validator.check(fields, value)).isEmpty();
    }
    Validator.check(fields, value)
        .ifPresent(
            first ->
                assertThat(Validator.checkConfig(fields, value))
                    .anyMatch(v -> v.path().startsWith(first.path())));
  }

  private static Map<String, Object> spoilt(Map<String, Object> value, Random random) {
    var spoilt = new LinkedHashMap<>(value);
    value
        .keySet()
        .forEach(
            name -> {
              switch (random.nextInt(4)) {
                case 0 -> spoilt.remove(name);
                case 1 -> spoilt.put(name, 1e9);
                default -> {}
              }
            });
    return spoilt;
  }

  @Property
  void filling_twice_is_filling_once(@ForAll long seed) {
    List<FieldMeta> fields = new Schemas(seed).fields(3);
    Map<String, Object> once = Defaults.fill(fields, Map.of());
    assertThat(Defaults.fill(fields, once)).isEqualTo(once);
  }

  @Property
  void what_is_made_is_read_as_it_was_written(@ForAll long seed) {
    var meta =
        Meta.of("d", "1", "")
            .withConfig(Config.of(new Schemas(seed).fields(3).toArray(FieldMeta[]::new)));
    assertThat(MetaReader.read(meta.toMap())).isEqualTo(meta);
  }

  @Property
  void sensitive_values_are_replaced_and_only_they(@ForAll long seed) {
    var schemas = new Schemas(seed);
    List<FieldMeta> fields = schemas.fields(3);
    Map<String, Object> value = schemas.values(fields);
    var seen = new HashSet<String>();
    Map<String, Object> sealed =
        SensitiveFields.map(
            fields,
            value,
            (path, secret) -> {
              assertThat(seen.add(path)).isTrue();
              return List.of(secret);
            });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(SensitiveFields.paths(fields, value));
    assertThat(SensitiveFields.map(fields, sealed, secret -> ((List<?>) secret).getFirst()))
        .isEqualTo(value);
  }

  @Property
  void an_example_holds_what_is_required(@ForAll long seed) {
    List<FieldMeta> fields = new Schemas(seed).fields(3);
    var command = CommandMeta.of("go", "", fields.toArray(FieldMeta[]::new));
    var example =
        Examples.ensure(Meta.of("d", "1", "", command)).commands().getFirst().examples().getFirst();
    Validator.check(fields, example.params())
        .ifPresent(fault -> assertThat(fault.message()).isEqualTo("pattern mismatch"));
  }
}
