package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaExport.Format;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetaExportTest {

  private static final Meta EVERYTHING = MetaReader.read(Metas.own("everything"));

  private static String write(Format format) {
    return MetaExport.write(EVERYTHING, format);
  }

  /** What stands at a path of keys of parsed JSON. */
  private static Object at(Object json, String... keys) {
    Object here = json;
    for (String key : keys) {
      here =
          here instanceof List<?> list
              ? list.get(Integer.parseInt(key))
              : ((Map<?, ?>) here).get(key);
    }
    return here;
  }

  @ParameterizedTest
  @CsvSource({
    "json,JSON",
    "json-schema,JSON_SCHEMA",
    "openapi,OPENAPI",
    "swagger,OPENAPI",
    "markdown,MARKDOWN",
    "md,MARKDOWN",
    "html,HTML",
    "ts,TYPESCRIPT",
    "typescript,TYPESCRIPT",
    "dts,TYPESCRIPT",
    "HTML,HTML"
  })
  void formats_have_names(String word, Format format) {
    assertThat(Format.of(word)).isEqualTo(format);
  }

  @Test
  void a_format_that_is_not_known_is_refused_with_the_list() {
    assertThatThrownBy(() -> Format.of("pdf"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "format 'pdf' is not known; there are json, json-schema, openapi, markdown, html, ts");
  }

  @Test
  void json_is_what_the_driver_itself_exports_to_the_byte() {
    assumeFalse(Metas.captured().isEmpty(), "no captured metas here");
    for (Path answer : Metas.captured()) {
      String json = MetaExport.write(MetaReader.read(Metas.data(answer)), Format.JSON);
      assertThat(json.getBytes(StandardCharsets.UTF_8).length)
          .as(answer.toString())
          .isEqualTo(Metas.exportedBytes(answer.resolveSibling("exports.index.json")));
    }
  }

  @Test
  void json_is_indented_by_four_and_sorted() {
    var meta = Meta.of("d", "1", "", CommandMeta.of("go", ""));
    assertThat(MetaExport.write(Examples.ensure(meta), Format.JSON))
        .startsWith("{\n    \"commands\": [\n        {\n            \"examples\": [\n")
        .contains("\"params\": {\n                    }\n")
        .endsWith("\n    \"schemaVersion\": \"1.0\"\n}\n");
  }

  @Test
  void json_schema_tells_of_the_configuration_and_of_every_command() {
    Map<String, Object> schema = Metas.parsed(write(Format.JSON_SCHEMA));
    assertThat(at(schema, "$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(at(schema, "required")).isEqualTo(List.of("mode"));
    assertThat(at(schema, "additionalProperties")).isEqualTo(false);
    assertThat(at(schema, "properties", "key"))
        .isEqualTo(
            Metas.parsed(
                "{\"description\":\"Opens it.\",\"type\":\"string\",\"minLength\":3,"
                    + "\"maxLength\":32,\"pattern\":\"^[a-z]+$\",\"writeOnly\":true}"));
    assertThat(at(schema, "properties", "rate"))
        .isEqualTo(Map.of("type", "number", "minimum", 0.5, "maximum", 10));
    assertThat(at(schema, "properties", "limits", "required")).isEqualTo(List.of("high"));
    assertThat(at(schema, "properties", "points", "items", "required")).isEqualTo(List.of("x"));
    assertThat(((Map<?, ?>) at(schema, "$defs")).keySet().stream().map(String::valueOf))
        .contains(
            "vessel.command.params", "vessel.command.returns", "watch.events.moved", "types.Point");
    assertThat(at(schema, "$defs", "vessel.command.params", "properties", "odd key"))
        .isEqualTo(Map.of());
  }

  @Test
  void openapi_tells_of_every_call_as_the_kernel_takes_it() {
    Map<String, Object> api = Metas.parsed(write(Format.OPENAPI));
    assertThat(at(api, "openapi")).isEqualTo("3.1.0");
    assertThat(((Map<?, ?>) at(api, "paths"))).hasSameSizeAs(EVERYTHING.commands());
    Object post = at(api, "paths", "/api/units/{unit}/call/vessel.command", "post");
    assertThat(at(post, "operationId")).isEqualTo("vessel.command");
    Object body = at(post, "requestBody", "content", "application/json");
    assertThat(at(body, "schema", "properties", "params", "required")).isEqualTo(List.of("to"));
    assertThat(at(body, "examples", "example1", "value", "params"))
        .isEqualTo(Map.of("to", "stern"));
    Object answers = at(post, "responses", "200", "content", "application/json", "schema", "oneOf");
    assertThat(at(answers, "0", "properties", "value", "properties", "x"))
        .isEqualTo(Map.of("type", "number"));
    assertThat(at(api, "paths", "/api/units/{unit}/call/watch", "post", Meta.EXTENSION, "cancel"))
        .isEqualTo("stop");
  }

  @Test
  void every_reference_of_openapi_leads_somewhere() {
    Map<String, Object> api = Metas.parsed(write(Format.OPENAPI));
    var references = new ArrayList<String>();
    collect(api, references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(at(api, reference.substring(2).split("/"))).as(reference).isNotNull();
    }
  }

  private static void collect(Object json, List<String> references) {
    if (json instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference) {
        references.add(reference);
      }
      map.values().forEach(value -> collect(value, references));
    } else if (json instanceof List<?> list) {
      list.forEach(value -> collect(value, references));
    }
  }

  @Test
  void markdown_takes_the_drivers_words_as_text() {
    String manual = write(Format.MARKDOWN);
    assertThat(manual)
        .startsWith("# Everything \\<\\&\\> all\n")
        .contains("\\| pipes, \\`ticks\\`, \\*/ and \\<b\\>tags\\</b\\>.")
        .contains("### `vessel.command`")
        .contains("| `points[].token` | string |  |  | sensitive |  |")
        .contains("{\"cmd\":\"vessel.command\",\"data\":{\"to\":\"stern\"}}")
        .contains("#### Event `moved`");
    for (String line : manual.lines().filter(l -> l.startsWith("|")).toList()) {
      assertThat(line.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(7);
    }
  }

  @Test
  void html_loads_nothing_runs_nothing_and_takes_the_drivers_words_as_text() {
    String page = write(Format.HTML);
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<title>Everything &lt;&amp;&gt; all</title>")
        .contains("&lt;b&gt;tags&lt;/b&gt;")
        .contains("prefers-color-scheme: dark")
        .contains("<code>vessel.command</code>")
        .doesNotContain("<b>", "<script", "<img", "<link", "javascript:", "http://", "url(");
    assertThat(page.split("<section", -1)).hasSameSizeAs(page.split("</section>", -1));
    assertThat(page.split("<table>", -1)).hasSameSizeAs(page.split("</table>", -1));
  }

  @Test
  void typescript_declares_what_goes_in_and_out() {
    assertThat(write(Format.TYPESCRIPT))
        .contains("export interface TestEverything {")
        .contains("'vessel.command'(params: VesselCommandParams, options?: CallOptions)")
        .contains("watch(params?: WatchParams, options?: CallOptions): Promise<WatchReturns>;")
        .contains("  to: 'bow \"A\"' | 'stern';")
        .contains("  'odd key'?: unknown;")
        .contains("export type WatchReturns = any;")
        .contains("*\\/ and <b>tags</b>");
  }

  @Test
  void names_that_would_be_one_type_are_told_apart() {
    var meta =
        Meta.of(
            "Params",
            "1",
            "",
            CommandMeta.of("a.b", ""),
            CommandMeta.of("a-b", ""),
            CommandMeta.of("!", ""));
    assertThat(MetaExport.write(meta, Format.TYPESCRIPT))
        .contains("interface ABParams {", "interface ABParams2 {", "'!'(params?: Params2");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_meta_without_anything_can_be_exported(Format format) {
    String text = MetaExport.write(MetaReader.read(Map.of("info", Map.of())), format);
    assertThat(text).isNotBlank().endsWith("\n");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_file_has_a_type_and_a_name(Format format) {
    assertThat(format.mediaType()).contains("/");
    assertThat(new File("meta." + format.extension()).getName()).matches("meta\\.[a-z.]+");
  }
}
