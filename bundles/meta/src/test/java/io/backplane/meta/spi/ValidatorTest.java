package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {

  private static List<FieldMeta> fields(String json) {
    Map<String, Object> parsed = Metas.parsed("{\"name\":\"all\",\"fields\":" + json + "}");
    return MetaReader.readField(parsed).fields();
  }

  private static String wire(String fields, String value) {
    return Validator.check(fields(fields), Metas.parsed(value)).map(Violation::text).orElse("");
  }

  private static List<String> config(String fields, String value) {
    return Validator.checkConfig(fields(fields), Metas.parsed(value)).stream()
        .map(Violation::text)
        .toList();
  }

  /** One field named f. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "type":"string"                        | 1                 | expected string
          "type":"string"                        | null              | expected string
          "type":"string"                        | ""                | ``
          "type":"int"                           | "1"               | expected integer
          "type":"int"                           | true              | expected integer
          "type":"int"                           | 1.5               | expected integer, got decimal
          "type":"int"                           | 2147483648        | expected integer, got decimal
          "type":"int"                           | -2147483648       | ``
          "type":"int"                           | 3.0               | ``
          "type":"int64"                         | "1"               | expected integer
          "type":"int64"                         | 9007199254740992  | integer out of safe range
          "type":"int64"                         | -9007199254740991 | ``
          "type":"int64"                         | 1.5               | ``
          "type":"double"                        | "x"               | expected number
          "type":"double"                        | 1                 | ``
          "type":"bool"                          | 0                 | expected boolean
          "type":"object"                        | []                | expected object
          "type":"array"                         | {}                | expected array
          "type":"enum","enum":["a"]             | 1                 | expected string for enum
          "type":"enum","enum":["a"]             | "b"               | invalid enum value
          "type":"enum","enum":["a"]             | "a"               | ``
          "type":"enum"                          | "b"               | ``
          "type":"any"                           | null              | ``
          "type":"int","min":1                   | 0                 | value 0 < min 1
          "type":"int","max":65535               | 70000             | value 70000 > max 65535
          "type":"int","min":-10,"max":10        | -11               | value -11 < min -10
          "type":"double","min":0.5              | 0.25              | value 0.25 < min 0.5
          "type":"double","max":1                | 1e14              | value 100000000000000 > max 1
          "type":"int64","max":5                 | 5.5               | value 5.5 > max 5
          "type":"string","minLength":2          | "a"               | string too short
          "type":"string","maxLength":2          | "abc"             | string too long
          "type":"string","pattern":"b+"         | "abc"             | ``
          "type":"string","pattern":"^b"         | "abc"             | pattern mismatch
          "type":"string","pattern":"("          | "abc"             | ``
          "type":"string","enum":["a"]           | "b"               | ``
          "type":"string","format":"email"       | "b"               | ``
          "type":"array","minItems":1            | []                | array too short
          "type":"array","maxItems":1            | [1,2]             | array too long
          "type":"array","items":{"type":"int"}  | [1,2]             | ``
          """)
  void a_value_that_does_not_fit_is_told_in_the_drivers_words(
      String field, String value, String message) {
    String expected = message.isEmpty() ? "" : "f: " + message;
    assertThat(wire("[{\"name\":\"f\"," + field + "}]", "{\"f\":" + value + "}"))
        .isEqualTo(expected);
  }

  @Test
  void required_fields_come_first_in_the_order_of_declaration() {
    String fields =
        "[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"required\":true},"
            + "{\"name\":\"c\",\"type\":\"int\",\"required\":true}]";
    assertThat(wire(fields, "{\"a\":\"x\"}")).isEqualTo("b: required field missing");
    assertThat(wire(fields, "{\"a\":\"x\",\"b\":1}")).isEqualTo("c: required field missing");
    assertThat(wire(fields, "{\"c\":\"x\",\"b\":\"x\",\"a\":\"x\"}"))
        .isEqualTo("a: expected integer");
  }

  @Test
  void length_comes_before_the_pattern() {
    String field = "[{\"name\":\"f\",\"type\":\"string\",\"minLength\":3,\"pattern\":\"x\"}]";
    assertThat(wire(field, "{\"f\":\"a\"}")).isEqualTo("f: string too short");
    assertThat(wire(field, "{\"f\":\"aaa\"}")).isEqualTo("f: pattern mismatch");
  }

  @Test
  void what_is_not_declared_is_let_through_on_the_wire() {
    String closed = "[{\"name\":\"o\",\"type\":\"object\",\"additionalProperties\":false}]";
    assertThat(wire(closed, "{\"x\":1,\"o\":{\"y\":2}}")).isEmpty();
  }

  private static final String NESTED =
      "[{\"name\":\"o\",\"type\":\"object\",\"requiredKeys\":[\"k\"],\"fields\":["
          + "{\"name\":\"n\",\"type\":\"int\",\"required\":true},"
          + "{\"name\":\"l\",\"type\":\"array\",\"items\":{\"type\":\"object\",\"fields\":["
          + "{\"name\":\"x\",\"type\":\"int\",\"required\":true}]}}]},"
          + "{\"name\":\"m\",\"type\":\"array\",\"items\":"
          + "{\"type\":\"array\",\"items\":{\"type\":\"int\"}}}]";

  @Test
  void members_of_objects_are_named_members_of_items_are_not() {
    assertThat(wire(NESTED, "{\"o\":{\"k\":1}}")).isEqualTo("o.n: required field missing");
    assertThat(wire(NESTED, "{\"o\":{\"n\":1}}")).isEqualTo("o.k: required key missing");
    assertThat(wire(NESTED, "{\"o\":{\"k\":1,\"n\":\"\"}}")).isEqualTo("o.n: expected integer");
    assertThat(wire(NESTED, "{\"o\":{\"k\":1,\"n\":1,\"l\":[{\"x\":1},{}]}}"))
        .isEqualTo("o.l[1]: required field missing");
    assertThat(wire(NESTED, "{\"m\":[[1],[1,\"2\"]]}")).isEqualTo("m[1]: expected integer");
  }

  @Test
  void a_configuration_is_told_every_fault_with_its_whole_path() {
    assertThat(
            config(
                NESTED,
                "{\"o\":{\"n\":1.5,\"l\":[{\"x\":\"\"},{}],\"z\":1},"
                    + "\"m\":[[1],[1,\"2\"]],\"q\":1}"))
        .containsExactly(
            "o.k: required key missing",
            "o.n: expected integer, got decimal",
            "o.l[0].x: expected integer",
            "o.l[1].x: required field missing",
            "o.z: unknown field",
            "m[1][1]: expected integer",
            "q: unknown field");
  }

  @Test
  void an_object_that_declares_nothing_is_free_unless_it_says_otherwise() {
    String open = "[{\"name\":\"o\",\"type\":\"object\"}]";
    String closed = "[{\"name\":\"o\",\"type\":\"object\",\"additionalProperties\":false}]";
    assertThat(config(open, "{\"o\":{\"x\":1}}")).isEmpty();
    assertThat(config(closed, "{\"o\":{\"x\":1}}")).containsExactly("o.x: unknown field");
  }

  @Test
  void a_configuration_keeps_to_lists_of_every_type() {
    assertThat(config("[{\"name\":\"f\",\"type\":\"string\",\"enum\":[\"a\"]}]", "{\"f\":\"b\"}"))
        .containsExactly("f: invalid enum value");
    assertThat(config("[{\"name\":\"f\",\"type\":\"int\",\"enum\":[1,2]}]", "{\"f\":2.0}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "email,a@b.c,a b@c",
    "ipv4,10.0.0.1,10.0.0.256",
    "ipv4,127.0.0.1,1",
    "ipv6,::1,::g",
    "ip,::1,x",
    "hostname,a-b.example,a b",
    "uri,http://x/y,x y",
    "url,http://x,/only/path",
    "date,2026-02-28,2026-02-30",
    "time,12:30,25:00",
    "date-time,2026-01-01T00:00:00Z,2026-01-01",
    "uuid,00000000-0000-0000-0000-000000000000,1-2-3-4-5",
    "regex,a+,("
  })
  void a_configuration_keeps_to_formats(String format, String right, String wrong) {
    String field = "[{\"name\":\"f\",\"type\":\"string\",\"format\":\"" + format + "\"}]";
    assertThat(config(field, "{\"f\":\"" + right + "\"}")).isEmpty();
    assertThat(config(field, "{\"f\":\"" + wrong + "\"}"))
        .containsExactly("f: expected format " + format);
  }

  @Test
  void a_format_that_is_not_known_accepts_everything() {
    assertThat(config("[{\"name\":\"f\",\"type\":\"string\",\"format\":\"x\"}]", "{\"f\":\"\"}"))
        .isEmpty();
  }

  @Test
  void faults_of_one_configuration_are_limited() {
    String many = "x,".repeat(500).replace("x", "\"s\"") + "\"s\"";
    assertThat(
            config(
                "[{\"name\":\"f\",\"type\":\"array\",\"items\":{\"type\":\"int\"}}]",
                "{\"f\":[" + many + "]}"))
        .hasSize(Validator.VIOLATIONS_MAX);
  }

  @Test
  void an_expression_that_never_comes_to_an_end_does_not_match() {
    String field = "[{\"name\":\"f\",\"type\":\"string\",\"pattern\":\"^(a+)+$\"}]";
    assertThat(wire(field, "{\"f\":\"" + "a".repeat(60) + "!\"}")).isEqualTo("f: pattern mismatch");
    String deep = "[{\"name\":\"f\",\"type\":\"string\",\"pattern\":\"^(a|b)*$\"}]";
    assertThat(wire(deep, "{\"f\":\"" + "ab".repeat(50_000) + "\"}"))
        .isIn("", "f: pattern mismatch");
  }

  @Test
  void a_long_text_is_searched_to_its_end() {
    var field = fields("[{\"name\":\"f\",\"type\":\"string\",\"pattern\":\"b$\"}]");
    assertThat(Validator.check(field, Map.of("f", "a".repeat(4_000_000) + "b"))).isEmpty();
  }

  @Test
  void the_examples_of_real_metas_pass_once_defaults_are_filled() {
    assumeFalse(Metas.captured().isEmpty(), "no captured metas here");
    for (var answer : Metas.captured()) {
      for (CommandMeta command : MetaReader.read(Metas.data(answer)).commands()) {
        command
            .examples()
            .forEach(
                example ->
                    assertThat(
                            Validator.check(
                                command.params(),
                                Defaults.fill(command.params(), example.params())))
                        .as(answer + " " + command.name())
                        .isEmpty());
      }
    }
  }
}
