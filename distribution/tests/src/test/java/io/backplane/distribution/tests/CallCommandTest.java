package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.Await;
import java.io.BufferedReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code backplane call}. */
class CallCommandTest {

  private static RunningKernel kernel;
  private static Rest rest;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    rest = kernel.rest("admin");
    Specimens.drop(kernel, "probe", "1.0.0");
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Result call(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "call";
    all[1] = "probe";
    System.arraycopy(words, 0, all, 2, words.length);
    return kernel.cli().run(all);
  }

  private static Map<String, Object> echo(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "echo";
    System.arraycopy(words, 0, all, 1, words.length);
    return Json.object(call(all).ok());
  }

  @Test
  void parameters_are_given_as_pairs_or_as_one_object() {
    assertThat(echo("n=1", "text=two words", "flag=true", "list=[1,\"x\"]", "ü=ö", "empty="))
        .isEqualTo(
            Map.of(
                "n",
                1,
                "text",
                "two words",
                "flag",
                true,
                "list",
                List.of(1, "x"),
                "ü",
                "ö",
                "empty",
                ""));
    assertThat(echo("--params", "{\"n\": 1, \"deep\": {\"text\": \"a'b\\n\"}}"))
        .isEqualTo(Map.of("n", 1, "deep", Map.of("text", "a'b\n")));
    assertThat(call("echo", "--params", "{", "x=1").code()).isEqualTo(3);
    assertThat(call("echo", "--params", "[1]").code()).isEqualTo(3);
    assertThat(call("echo", "word").err()).isEqualTo("backplane: 'word' is not key=value\n");
  }

  @Test
  void with_json_every_message_is_a_line() {
    assertThat(Json.object(call("echo", "n=1", "--json").ok()))
        .isEqualTo(Map.of("status", "done", "value", Map.of("n", 1)));
    assertThat(call("fail", "--json"))
        .isEqualTo(
            new Result(
                1,
                "{\"status\":\"error\",\"code\":7,\"value\":{\"message\":\"failed as asked\"}}\n",
                ""));
  }

  @Test
  void what_fails_ends_with_1_and_what_is_refused_with_3() {
    assertThat(call("fail")).isEqualTo(new Result(1, "", "backplane: error 7: failed as asked\n"));
    Result thrown = call("throw");
    assertThat(thrown.code()).isEqualTo(1);
    assertThat(thrown.err()).contains("error 1103").contains("thrown as asked");
    assertThat(call("nothing"))
        .isEqualTo(new Result(3, "", "backplane: no command of probe 'nothing'\n"));
    assertThat(kernel.cli().run("call", "driver:probe", "echo").code()).as("kind").isEqualTo(3);
    assertThat(kernel.cli().run("call", "plugin:probe", "echo").code()).as("kind").isZero();
    assertThat(kernel.cli().run("call", "probe").code()).as("usage").isEqualTo(2);
  }

  @Test
  void a_time_out_ends_the_call_and_leaves_the_unit() {
    assertThat(call("wait", "--timeout", "150ms"))
        .isEqualTo(new Result(1, "", "backplane: error 1100: no answer within 0.15s\n"));
    Await.until("the unit is left", () -> Specimens.inside(rest, "probe") == 0);
    assertThat(call("echo", "--timeout", "soon").code()).isEqualTo(3);
  }

  @Test
  void a_stream_shows_its_events_as_they_happen_until_ctrl_c() throws Exception {
    Process cli = kernel.cli().startInTerminal("call", "probe", "ticks", "--stream", "--json");
    try (BufferedReader lines = cli.inputReader()) {
      for (int n = 1; n <= 3; n++) {
        assertThat(Json.object(lines.readLine()))
            .isEqualTo(Map.of("status", "event", "name", "tick", "value", n));
      }
      assertThat(streams()).isEqualTo(1);
      signal("INT", "-" + cli.pid());
      assertThat(cli.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(cli.exitValue()).as("ended by SIGINT").isEqualTo(130);
      Await.until("the stream has ended in the kernel", () -> streams() == 0);
    }
    assertThat(newest()).containsEntry("command", "ticks").containsEntry("code", 1101);
  }

  @Test
  void a_signal_to_the_script_alone_cancels_the_call_in_the_kernel() throws Exception {
    for (String name : List.of("INT", "TERM")) {
      Process cli = kernel.cli().startInTerminal("call", "probe", "wait");
      Await.until("the call is in the unit", () -> Specimens.inside(rest, "probe") == 1);
      signal(name, Long.toString(cli.pid()));
      assertThat(cli.waitFor(5, TimeUnit.SECONDS)).isTrue();
      Await.until("the unit is left", () -> Specimens.inside(rest, "probe") == 0);
      assertThat(newest())
          .containsEntry("command", "wait")
          .containsEntry("code", 1101)
          .containsEntry("principal", "local");
    }
  }

  private static void signal(String name, String process) throws Exception {
    new ProcessBuilder("kill", "-" + name, "--", process).inheritIO().start().waitFor();
  }

  private static int streams() {
    return (Integer) Json.object(rest.json("/api/units/probe"), "calls").get("streams");
  }

  private static Map<String, Object> newest() {
    return Json.list(rest.json("/api/units/probe/calls?limit=50"), "calls").stream()
        .filter(call -> !call.get("command").equals("inside"))
        .findFirst()
        .orElse(Map.of());
  }
}
