package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Config;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaDiff.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaDiffTest {

  private static Meta meta(String commands) {
    return MetaReader.read(
        Metas.parsed(
            "{\"schemaVersion\":\"1.0\",\"info\":{\"id\":\"a\",\"name\":\"a\"},\"commands\":["
                + commands.replace('\'', '"')
                + "]}"));
  }

  private static List<String> between(Meta before, Meta after) {
    return MetaDiff.between(before, after).changes().stream()
        .map(c -> c.bump().word() + ": " + c.subject() + " " + c.what())
        .toList();
  }

  private static List<String> commands(String before, String after) {
    return between(meta(before), meta(after));
  }

  /** A command hello with one parameter. */
  private static String with(String param) {
    return "{'name':'hello','params':[" + (param.isEmpty() ? "" : "{" + param + "}") + "]}";
  }

  /** From the first to the second, and back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                  | 'type':'int'                      | minor is new | major is gone
          ``                  | 'type':'int','required':true      | major is new and required | major is gone
          ``                  | 'type':'int','required':true,'default':1 | minor is new | major is gone
          'type':'int'        | 'type':'int','required':true      | major is required now | minor is optional now
          'type':'int'        | 'type':'int','required':true,'default':1 | minor has the default 1, had none | minor has the default none, had 1
          'type':'int','default':1 | 'type':'int','default':2     | minor has the default 2, had 1 | minor has the default 1, had 2
          'type':'int','default':1 | 'type':'int','default':1.0   | `` | ``
          'type':'int'        | 'type':'string'                   | major is string, was int | major is int, was string
          'type':'int'        | 'type':'int64'                    | minor is int64, was int | major is int, was int64
          'type':'int64'      | 'type':'double'                   | minor is double, was int64 | major is int64, was double
          'type':'bool'       | 'type':'any'                      | minor is any, was bool | major is bool, was any
          'type':'enum'       | 'type':'string'                   | minor is string, was enum | major is enum, was string
          'type':'int','min':1 | 'type':'int','min':2             | major has the min 2, had 1 | minor has the min 1, had 2
          'type':'int'        | 'type':'int','min':1.5            | major has the min 1.5, had none | minor has the min none, had 1.5
          'type':'int','max':1 | 'type':'int','max':2             | minor has the max 2, had 1 | major has the max 1, had 2
          'type':'int','max':1 | 'type':'int'                     | minor has the max none, had 1 | major has the max 1, had none
          'type':'string','minLength':1 | 'type':'string'         | minor has the minLength none, had 1 | major has the minLength 1, had none
          'type':'string','maxLength':9 | 'type':'string','maxLength':8 | major has the maxLength 8, had 9 | minor has the maxLength 9, had 8
          'type':'array','minItems':1 | 'type':'array','minItems':2 | major has the minItems 2, had 1 | minor has the minItems 1, had 2
          'type':'array','maxItems':1 | 'type':'array','maxItems':2 | minor has the maxItems 2, had 1 | major has the maxItems 1, had 2
          'type':'string'     | 'type':'string','pattern':'^a'    | major has the pattern ^a, had none | minor has the pattern none, had ^a
          'type':'string','pattern':'^a' | 'type':'string','pattern':'b' | major has the pattern b, had ^a | major has the pattern ^a, had b
          'type':'string','format':'ipv4' | 'type':'string'       | minor has the format none, had ipv4 | major has the format ipv4, had none
          'type':'enum','enum':['a'] | 'type':'enum','enum':['b','a'] | minor may be b now | major may not be b any more
          'type':'string'     | 'type':'string','enum':['a','b']  | major may only be a, b now | minor may be anything now
          'type':'int','enum':[1] | 'type':'int','enum':[1.0]     | `` | ``
          'type':'object'     | 'type':'object','requiredKeys':['k'] | major requires the key k now | minor does not require the key k any more
          'type':'object'     | 'type':'object','additionalProperties':false | major may have no other keys now | minor may have other keys now
          'type':'int','description':'a','ui':{'unit':'s'} | 'type':'int','description':'b' | `` | ``
          """)
  void a_parameter_that_takes_less_is_major_and_more_is_minor(
      String a, String b, String there, String back) {
    String before = with(a.isEmpty() ? "" : "'name':'p'," + a);
    String after = with(b.isEmpty() ? "" : "'name':'p'," + b);
    assertThat(commands(before, after)).isEqualTo(expected(there));
    assertThat(commands(after, before)).isEqualTo(expected(back));
  }

  private static List<String> expected(String change) {
    String[] parts = change.split(" ", 2);
    return change.isEmpty() ? List.of() : List.of(parts[0] + ": parameter hello.p " + parts[1]);
  }

  /** From the first to the second, and back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}               | {'type':'string'}                  | major: answer hello is string, was object | major: answer hello is object, was string
          {}               | {'fields':[{'name':'f','type':'int'}]} | minor: answer hello.f is new | major: answer hello.f is gone
          {}               | {'fields':[{'name':'f','type':'int','required':true}]} | minor: answer hello.f is new | major: answer hello.f is gone
          {'fields':[{'name':'f','type':'int','required':true}]} | {'fields':[{'name':'f','type':'int'}]} | major: answer hello.f is optional now | minor: answer hello.f is required now
          {'fields':[{'name':'f','type':'int','max':1}]} | {'fields':[{'name':'f','type':'int','max':2}]} | major: answer hello.f has the max 2, had 1 | minor: answer hello.f has the max 1, had 2
          {'fields':[{'name':'f','type':'int'}]} | {'fields':[{'name':'f','type':'double'}]} | major: answer hello.f is double, was int | minor: answer hello.f is int, was double
          {'fields':[{'name':'f','type':'int','default':1}]} | {'fields':[{'name':'f','type':'int'}]} | `` | ``
          """)
  void an_answer_that_promises_less_is_major_and_more_is_minor(
      String a, String b, String there, String back) {
    String before = "{'name':'hello','returns':" + a + "}";
    String after = "{'name':'hello','returns':" + b + "}";
    assertThat(commands(before, after)).isEqualTo(there.isEmpty() ? List.of() : List.of(there));
    assertThat(commands(after, before)).isEqualTo(back.isEmpty() ? List.of() : List.of(back));
  }

  @Test
  void a_command_that_goes_is_major_and_one_that_comes_is_minor() {
    String both = "{'name':'a'},{'name':'b'}";
    assertThat(commands(both, "{'name':'b'}")).containsExactly("major: command a is gone");
    assertThat(commands("{'name':'b'}", both)).containsExactly("minor: command a is new");
    assertThat(commands(both, "{'name':'b'},{'name':'a'}")).as("another order").isEmpty();
  }

  @Test
  void an_event_that_goes_is_major_and_one_that_comes_is_minor() {
    String with = "{'name':'hello','events':[{'name':'tick','fields':[{'name':'n'}]}]}";
    String bare = "{'name':'hello','events':[{'name':'tick'}]}";
    String without = "{'name':'hello'}";
    assertThat(commands(with, without)).containsExactly("major: event hello.tick is gone");
    assertThat(commands(without, with)).containsExactly("minor: event hello.tick is new");
    assertThat(commands(with, bare)).containsExactly("major: event hello.tick.n is gone");
    assertThat(commands(bare, with)).containsExactly("minor: event hello.tick.n is new");
  }

  @ParameterizedTest
  @CsvSource({
    "readOnly, minor: command c is readOnly now, major: command c is not readOnly any more",
    "idempotent, minor: command c is idempotent now, major: command c is not idempotent any more",
    "streaming, major: command c is streaming now, major: command c is not streaming any more",
  })
  void a_promise_withdrawn_is_major(String flag, String there, String back) {
    String before = "{'name':'c'}";
    String after = "{'name':'c','x-backplane':{'" + flag + "':true}}";
    assertThat(commands(before, after)).containsExactly(there);
    assertThat(commands(after, before)).containsExactly(back);
  }

  @Test
  void how_a_stream_ends_and_how_long_a_call_lasts_are_noticed() {
    Meta plain = Meta.of("a", "1", "", CommandMeta.of("c", ""));
    Meta ended = Meta.of("a", "1", "", CommandMeta.of("c", "").flags(Flags.NONE.cancelledBy("x")));
    Meta limited =
        Meta.of(
            "a",
            "1",
            "",
            CommandMeta.of("c", "").flags(Flags.NONE.limitedTo(Duration.ofMillis(5))));
    assertThat(between(plain, ended))
        .containsExactly("minor: command c is ended by x, was by none");
    assertThat(between(ended, plain))
        .containsExactly("major: command c is ended by none, was by x");
    assertThat(between(plain, limited))
        .containsExactly("minor: command c is limited to 5 ms, was to the usual time");
  }

  @Test
  void what_lies_deep_is_named_by_its_path() {
    String before =
        with(
            "'name':'o','type':'object','fields':[{'name':'list','type':'array','items':"
                + "{'type':'object','fields':[{'name':'x','type':'int'}]}}]");
    String after =
        with(
            "'name':'o','type':'object','fields':[{'name':'list','type':'array','items':"
                + "{'type':'object','fields':[{'name':'x','type':'int','max':3},"
                + "{'name':'y','type':'int','required':true,'default':1}]}}]");
    assertThat(commands(before, after))
        .as("defaults are not filled inside of items")
        .containsExactly(
            "major: parameter hello.o.list[].x has the max 3, had none",
            "major: parameter hello.o.list[].y is new and required");
  }

  @Test
  void items_that_are_told_now_are_less_than_anything() {
    String before = with("'name':'l','type':'array'");
    String after = with("'name':'l','type':'array','items':{'type':'int'}");
    assertThat(commands(before, after))
        .containsExactly("major: parameter hello.l[] is int, was anything");
    assertThat(commands(after, before))
        .containsExactly("minor: parameter hello.l[] is anything, was int");
  }

  /** Objects with members are there even where nobody gives them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'x','type':'int'}                               | minor: parameter hello.o is new
          {'name':'x','type':'int','required':true}               | major: parameter hello.o is new and required
          {'name':'x','type':'int','required':true,'default':1}   | minor: parameter hello.o is new
          """)
  void a_new_object_is_required_where_a_part_of_it_is(String member, String change) {
    String after = with("'name':'o','type':'object','fields':[" + member + "]");
    assertThat(commands(with(""), after)).containsExactly(change);
    String required = with("'name':'o','type':'object','required':true,'fields':[" + member + "]");
    assertThat(commands(after, required)).as("it is there either way").isEmpty();
  }

  @Test
  void configuration_is_compared_as_parameters_are() {
    var port = FieldMeta.of("port", FieldType.INT, "");
    var tls = FieldMeta.object("tls", "", FieldMeta.of("key", FieldType.STRING, "").asRequired());
    Meta before = Meta.of("a", "1.0.0", "").withConfig(Config.of(port));
    Meta after = Meta.of("a", "1.0.0", "").withConfig(Config.of(port.asRequired(), tls));
    assertThat(between(before, after))
        .containsExactly(
            "major: config port is required now", "major: config tls is new and required");
  }

  @Test
  void a_secret_default_is_not_told() {
    var key = FieldMeta.of("key", FieldType.STRING, "");
    Meta before =
        Meta.of("a", "1", "").withConfig(Config.of(key.withDefault("hush").asSensitive()));
    Meta after = Meta.of("a", "1", "").withConfig(Config.of(key.withDefault("open")));
    assertThat(between(before, after)).containsExactly("minor: config key has another default");
    assertThat(between(after, before)).containsExactly("minor: config key has another default");
  }

  @Test
  void the_worst_comes_first_and_decides() {
    MetaDiff diff =
        MetaDiff.between(
            meta("{'name':'a'},{'name':'b'},{'name':'c'}"),
            meta("{'name':'a','x-backplane':{'readOnly':true}},{'name':'c'},{'name':'d'}"));
    assertThat(diff.changes())
        .containsExactly(
            new Change(Bump.MAJOR, "command b", "is gone"),
            new Change(Bump.MINOR, "command a", "is readOnly now"),
            new Change(Bump.MINOR, "command d", "is new"));
    assertThat(diff.bump()).isEqualTo(Bump.MAJOR);
    assertThat(diff.changes().getFirst().toMap())
        .isEqualTo(Map.of("bump", "major", "subject", "command b", "what", "is gone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thermometer", "everything"})
  void nothing_differs_from_itself(String name) {
    MetaDiff diff =
        MetaDiff.between(MetaReader.read(Metas.own(name)), MetaReader.read(Metas.own(name)));
    assertThat(diff.changes()).isEmpty();
    assertThat(diff.bump()).isEqualTo(Bump.PATCH);
  }

  @Test
  void no_real_meta_differs_from_itself() {
    for (Path answer : Metas.captured()) {
      Meta meta = MetaReader.read(Metas.data(answer));
      assertThat(MetaDiff.between(meta, meta).changes()).isEmpty();
    }
  }
}
