package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private Stage stage;

  @AfterEach
  void close() {
    stage.close();
  }

  private Heard run(String body) {
    stage = new Stage("export const commands = { run(params, call) { " + body + " } };");
    return stage.call("run", Map.of("name", "Ada"));
  }

  @Test
  void a_returned_value_is_the_answer() {
    Heard heard = run("return { hello: params.name, list: [1, 2.5, null, true] };");

    assertThat(heard.value())
        .isEqualTo(Map.of("hello", "Ada", "list", Arrays.asList(1, 2.5, null, true)));
  }

  @Test
  void parameters_come_as_they_were_sent() {
    stage = new Stage("export const commands = { echo: (params) => params };");
    Map<String, Object> params =
        Map.of(
            "text", "ü \"\n\u2028", "deep", Map.of("list", List.of(1, List.of("x"))), "no", false);

    assertThat(stage.value("echo", params)).isEqualTo(params);
  }

  @Test
  void what_json_has_no_word_for_is_null() {
    assertThat(run("return;").end()).isEqualTo("done null");
    stage.close();
    assertThat(run("return () => 1;").end()).isEqualTo("done null");
    stage.close();
    assertThat(run("return NaN;").end()).isEqualTo("done null");
  }

  @Test
  void a_promise_is_awaited() {
    assertThat(run("return Promise.resolve(7).then((n) => n + 1);").end()).isEqualTo("done 8");
  }

  @Test
  void a_command_may_be_async_and_others_run_meanwhile() {
    stage =
        new Stage(
            """
            let open;
            const gate = new Promise((resolve) => { open = resolve; });
            export const commands = {
              async wait() { return `opened by ${await gate}`; },
              open(params) { open(params.name); },
            };
            """);
    Heard waiting = stage.call("wait");
    assertThat(stage.call("open", Map.of("name", "Ada")).end()).isEqualTo("done null");

    assertThat(waiting.end()).isEqualTo("done opened by Ada");
  }

  @Test
  void a_thrown_error_names_its_place_in_the_script() {
    Heard heard =
        run(
            """

            function inner() {
              throw new RangeError('out of order');
            }
            inner();
            """);

    assertThat(heard.end()).isEqualTo("error 1 out of order");
    assertThat((String) ((Map<?, ?>) heard.value()).get("stack"))
        .startsWith("at inner (/plugin.js:3:")
        .contains("\nat Object.run (/plugin.js:5:")
        .doesNotContain("boot", "io.backplane", "java");
  }

  @Test
  void a_rejected_promise_is_an_error_too() {
    assertThat(run("return Promise.reject(new Error('not today'));").end())
        .isEqualTo("error 1 not today");
    stage.close();
    assertThat(run("return (async () => { null.x; })();").end())
        .startsWith("error 1 Cannot read property 'x' of null");
  }

  @Test
  void whatever_is_thrown_has_a_message() {
    assertThat(run("throw 'a text';").end()).isEqualTo("error 1 a text");
    stage.close();
    assertThat(run("throw { code: 3 };").end()).isEqualTo("error 1 {\"code\":3}");
    stage.close();
    assertThat(run("throw Object.create(null);").end()).isEqualTo("error 1 {}");
    stage.close();
    assertThat(run("throw undefined;").end()).isEqualTo("error 1 undefined");
    stage.close();
    assertThat(run("throw { get message() { return 1n; }, toJSON() { throw 1; } };").end())
        .isEqualTo("error 1 something that cannot be shown");
  }

  @Test
  void a_value_that_is_not_json_is_an_error() {
    assertThat(run("const a = {}; a.a = a; return a;").end()).startsWith("error 1 ");
    stage.close();
    assertThat(run("return Promise.resolve(10n);").end()).startsWith("error 1 ");
    stage.close();
    assertThat(
            run("let deep = 1; for (let i = 0; i < 5000; i++) deep = [deep]; return deep;").end())
        .startsWith("error 1 ");
    stage.close();
    assertThat(run("return 'x'.repeat(17 << 20);").end())
        .isEqualTo("error 1103 a value of 17825794 characters is more than 16777216");
  }

  @Test
  void events_come_before_the_answer_and_in_order() {
    Heard heard =
        run(
            "for (let i = 0; i < 3; i++) call.event('tick', { i }); call.event('end'); return 'ok';");

    assertThat(heard.end()).isEqualTo("done ok");
    assertThat(heard.events())
        .containsExactly("tick={i=0}", "tick={i=1}", "tick={i=2}", "end=null");
  }

  @Test
  void what_a_command_says_after_its_end_is_dropped() {
    Heard heard = run("setTimeout(() => call.event('late', 1)); return 1;");
    assertThat(heard.end()).isEqualTo("done 1");
    Heard other = stage.call("run");
    other.end();
    Await.until("the timer has run", () -> stage.call("run").isEnded());

    assertThat(heard.events()).isEmpty();
  }

  @Test
  void logs_go_to_the_plugins_logger_with_the_command() {
    run("call.log('did', { it: 1 }); console.warn('careful', [1]); console.log(new Error('x'));")
        .end();

    assertThat(stage.logged().get(0)).isEqualTo("INFO run: did {\"it\":1}");
    assertThat(stage.logged().get(1)).isEqualTo("WARNING careful [1]");
    assertThat(stage.logged().get(2)).startsWith("INFO Error: x\n    at Object.run (/plugin.js:1:");
  }

  @Test
  void a_line_in_the_log_has_an_end() {
    run("console.log('x'.repeat(100000));").end();

    assertThat(stage.logged())
        .singleElement()
        .asString()
        .endsWith("x… (100000 characters)")
        .hasSizeLessThan(17_000);
  }

  @Test
  void a_promise_that_nobody_handles_is_told_in_the_log() {
    run("Promise.reject(new Error('forgotten')); return 1;").end();

    Await.until("it is told", () -> !stage.logged().isEmpty());
    assertThat(stage.logged())
        .singleElement()
        .asString()
        .contains("nobody handles: Error: forgotten", "plugin.js");
    assertThat(stage.call("run").end()).isEqualTo("done 1");
  }

  @Test
  void a_stack_that_is_too_deep_is_an_error() {
    assertThat(run("const f = () => f() + 1; return f();").end())
        .startsWith("error 1 Maximum call stack");
  }

  @Test
  void this_in_a_command_is_the_commands() {
    stage =
        new Stage(
            "export const commands = { one() { return 1; }, two() { return this.one() + 1; } };");

    assertThat(stage.call("two").end()).isEqualTo("done 2");
  }
}
