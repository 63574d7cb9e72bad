package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Config;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Info.Traits;
import io.backplane.api.meta.Meta;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaReaderTest {

  private static final String INFO =
      "\"schemaVersion\":\"1.0\",\"info\":{\"id\":\"d\",\"name\":\"D\"}";

  private static Meta read(String members) {
    return MetaReader.read(Metas.parsed("{" + INFO + members + "}"));
  }

  private static FieldMeta field(String json) {
    return MetaReader.readField(Metas.parsed(json));
  }

  @Test
  void every_real_meta_is_written_as_it_was_read() {
    assumeFalse(Metas.captured().isEmpty(), "no captured metas here");
    for (Path answer : Metas.captured()) {
      Map<String, Object> json = Metas.data(answer);
      Meta meta = MetaReader.read(json);
      assertThat(MetaWriter.stdioLink(meta)).as(answer.toString()).isEqualTo(json);
      assertThat(MetaReader.check(meta)).as(answer.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "thermometer"})
  void our_own_metas_are_written_as_they_were_read(String name) {
    Map<String, Object> json = Metas.own(name);
    assertThat(MetaReader.read(json).toMap()).isEqualTo(json);
  }

  @Test
  void everything_of_the_model_is_understood() {
    Meta meta = MetaReader.read(Metas.own("everything"));
    assertThat(meta.info().traits()).isEqualTo(new Traits(Optional.of("status"), true, true));
    assertThat(meta.config().apply().method()).isEqualTo(Config.Method.FILE);
    assertThat(meta.command("watch").orElseThrow().flags())
        .isEqualTo(
            Flags.of(true, false, true).cancelledBy("stop").limitedTo(Duration.ofMillis(2500)));
    FieldMeta key = meta.config().fields().get(1);
    assertThat(key.sensitive()).isTrue();
    assertThat(key.ui().visibleIf()).isEqualTo("mode == 'tcp'");
    assertThat(meta.types()).containsOnlyKeys("Point");
  }

  @Test
  void the_wire_form_leaves_the_extension_out() {
    var meta = MetaReader.read(Metas.own("everything"));
    assertThat(MetaWriter.stdioLink(meta).toString()).doesNotContain(Meta.EXTENSION);
    assertThat(MetaWriter.stdioLink(meta).keySet())
        .containsExactly(
            "commands", "config", "errors", "examples", "info", "schemaVersion", "types");
  }

  @ParameterizedTest
  @CsvSource({
    "integer,INT", "int,INT", "int64,INT64", "number,DOUBLE", "double,DOUBLE", "boolean,BOOL",
    "bool,BOOL", "string,STRING", "enum,ENUM", "array,ARRAY", "object,OBJECT", "any,ANY",
    "uuid,ANY", "STRING,ANY"
  })
  void types_have_aliases_and_unknown_ones_are_any(String word, FieldType type) {
    assertThat(field("{\"type\":\"" + word + "\"}").type()).isEqualTo(type);
  }

  @Test
  void driver_stands_for_info() {
    Meta meta = MetaReader.read(Map.of("driver", Map.of("id", "x")));
    assertThat(meta.info().id()).isEqualTo("x");
  }

  @Test
  void constraints_may_stand_in_the_field_or_apart_the_field_counts() {
    var flat = field("{\"type\":\"int\",\"min\":1,\"max\":5}");
    var apart = field("{\"type\":\"int\",\"max\":5,\"constraints\":{\"min\":1,\"max\":9}}");
    assertThat(apart.limits()).isEqualTo(flat.limits());
    assertThat(field("{\"constraints\":{\"enumValues\":[\"a\"]}}").limits().values())
        .containsExactly("a");
  }

  @Test
  void members_of_the_wrong_type_count_as_missing() {
    Meta meta =
        read(
            ",\"config\":7,\"types\":[],\"errors\":{},\"commands\":[1,null,{\"name\":\"\"},{},"
                + "{\"name\":\"go\",\"title\":1,\"params\":{\"a\":1},\"returns\":[],\"events\":3,"
                + "\"ui\":null,\"x-backplane\":{\"streaming\":\"yes\",\"timeoutMs\":-1}}]");
    assertThat(meta.toMap())
        .isEqualTo(
            Metas.parsed(
                "{\"schemaVersion\":\"1.0\","
                    + "\"info\":{\"id\":\"d\",\"name\":\"D\",\"version\":\"\"},"
                    + "\"commands\":[{\"name\":\"go\",\"returns\":{\"type\":\"object\"}}]}"));
  }

  @Test
  void limits_that_are_no_numbers_are_none() {
    var field =
        field("{\"min\":\"1\",\"maxLength\":1.5,\"minItems\":1e99,\"pattern\":[],\"enum\":1}");
    assertThat(field.limits()).isEqualTo(io.backplane.api.meta.Limits.NONE);
  }

  @Test
  void a_password_field_is_sensitive() {
    assertThat(field("{\"name\":\"p\",\"ui\":{\"widget\":\"password\"}}").sensitive()).isTrue();
  }

  @Test
  void what_cannot_be_a_meta_is_refused() {
    for (Object json : new Object[] {null, 1, "x", List.of(), true}) {
      assertThatThrownBy(() -> MetaReader.read(json))
          .isInstanceOf(RefusedException.class)
          .hasMessage("meta is not an object");
    }
    assertThatThrownBy(() -> MetaReader.read(Map.of("info", "x")))
        .hasMessage("meta.info is not an object");
  }

  @Test
  void hostile_metas_are_refused() {
    Object deep = Map.of("name", "bottom");
    for (int i = 0; i < 40; i++) {
      deep = Map.of("name", "f", "fields", List.of(deep));
    }
    var nested = Map.of("info", Map.of(), "types", Map.of("T", deep));
    assertThatThrownBy(() -> MetaReader.read(nested))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("deeper than 64");

    Map<String, Object> field = Map.of("name", "f");
    var wide = Map.of("fields", Collections.nCopies(MetaReader.PARTS_MAX + 1, field));
    assertThatThrownBy(() -> MetaReader.read(Map.of("info", Map.of(), "config", wide)))
        .hasMessage("meta has more than 10000 commands, events and fields");
  }

  @Test
  void a_meta_that_cannot_be_used_says_why() {
    Meta meta =
        MetaReader.read(
            Metas.parsed(
                "{\"info\":{\"id\":\" \"},"
                    + "\"config\":{\"fields\":[{\"name\":\"c\"},{\"name\":\"c\"}]},"
                    + "\"commands\":[{\"name\":\"go\","
                    + "\"params\":[{\"name\":\"a\"},{\"name\":\"a\"},"
                    + "{\"name\":\"a\"}]},{\"name\":\"go\"}]}"));
    assertThat(MetaReader.check(meta))
        .containsExactly(
            "schemaVersion: '' is not <major>.<minor>",
            "info.id: is empty",
            "info.name: is empty",
            "command 'go' is declared twice",
            "configuration field 'c' is declared twice",
            "command 'go': parameter 'a' is declared twice");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,true",
    "1.1,true",
    "1.2,false",
    "2.0,false",
    "0.9,false",
    "1,false",
    "1.0.0,false"
  })
  void only_versions_that_are_understood_can_be_used(String version, boolean usable) {
    var meta =
        MetaReader.read(Map.of("schemaVersion", version, "info", Map.of("id", "d", "name", "D")));
    assertThat(MetaReader.check(meta).isEmpty()).isEqualTo(usable);
  }
}
