package io.backplane.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import io.backplane.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a linked service begins to answer, and when it ends. */
class LifeTest {

  private static final String DESCRIBE = "{\"cmd\":\"meta.describe\"}";
  private static final String COMMANDS =
      """
      import { sleep } from 'stdiolink/time';
      await sleep(20);
      export const commands = {
        async say({ text, ms = 0 }) { await sleep(ms); return text; },
      };
      export function stop() { console.log('stop'); }
      """;

  @TempDir private Path folder;

  private TestService service(String script) {
    return TestService.of(folder, script);
  }

  private static String done(String data) {
    return "{\"code\":0,\"data\":" + data + ",\"status\":\"done\"}";
  }

  @Test
  void what_was_asked_before_the_end_of_input_is_answered_first_and_in_order() {
    Result result =
        service(COMMANDS)
            .linked(
                "keepalive",
                "\uFEFF{\"cmd\":\"say\",\"data\":{\"text\":\"slow\",\"ms\":50}}\r",
                "",
                "[1",
                "{\"cmd\":7}",
                "{\"cmd\":\"\"}",
                "{\"cmd\":\"meta.validate\"}",
                "{\"data\":[1],\"cmd\":\"say\"}");
    assertThat(result.out().lines())
        .containsExactly(
            done("\"slow\""),
            "{\"code\":1000,\"data\":{\"message\":\"invalid request format\",\"raw\":\"[1\"},\"status\":\"error\"}",
            "{\"code\":1000,\"data\":{\"message\":\"invalid request format\",\"raw\":\"{\\\"cmd\\\":7}\"},\"status\":\"error\"}",
            "{\"code\":404,\"data\":{\"message\":\"unknown command: \"},\"status\":\"error\"}",
            "{\"code\":404,\"data\":{\"message\":\"Unknown meta command: meta.validate\",\"name\":\"CommandNotFound\"},\"status\":\"error\"}",
            done("null"));
    assertThat(result.err()).isEqualTo("stop\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void one_answer_is_all_that_oneshot_gives() {
    Result result =
        service(COMMANDS + "setInterval(() => {}, 1000);")
            .linked(
                "oneshot",
                "{\"cmd\":\"say\",\"id\":[\"i\"],\"data\":{\"text\":1}}",
                "{\"cmd\":\"say\"}");
    assertThat(result)
        .isEqualTo(
            new Result(
                0, "{\"code\":0,\"data\":1,\"id\":[\"i\"],\"status\":\"done\"}\n", "stop\n"));
    assertThat(service(COMMANDS).linked("oneshot")).isEqualTo(new Result(0, "", "stop\n"));
  }

  @Test
  void a_service_without_commands_answers_after_its_first_turn_and_ends_with_its_input() {
    Result result =
        service(
                """
                import { sleep } from 'stdiolink/time';
                export async function stop() { console.log('stop'); }
                console.log('first turn');
                for (;;) await sleep(10);
                """)
            .linked("keepalive", DESCRIBE, "{\"cmd\":\"x\"}");
    assertThat(result.out().lines())
        .satisfiesExactly(
            meta -> assertThat(meta).contains("\"id\":\"t\"").doesNotContain("commands"),
            other -> assertThat(other).contains("unknown command: x"));
    assertThat(result.err()).isEqualTo("first turn\nstop\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void a_service_without_commands_ends_when_nothing_is_under_way() {
    TestService service = service("setTimeout(() => console.log('over'), 20);");
    try (Linked linked = Linked.start(service, Map.of())) {
      assertThat(linked.exit()).isZero();
      assertThat(linked.err()).isEqualTo("over\n");
    }
    assertThat(service.linked("oneshot")).isEqualTo(new Result(0, "", "over\n"));
  }

  @Test
  void what_nobody_catches_ends_it_with_1() {
    assertThat(service(COMMANDS + "throw new Error('top');").linked("keepalive", DESCRIBE))
        .matches(it -> it.code() == 1 && it.err().startsWith("Error: Uncaught Error: top"));
    assertThat(
            service(COMMANDS + "setTimeout(() => { throw new Error('later'); }, 40);")
                .linked("keepalive", "{\"cmd\":\"say\",\"data\":{\"ms\":5000}}"))
        .matches(it -> it.code() == 1 && it.err().contains("Error: Uncaught Error: later"));
    assertThat(
            service("await new Promise(() => {}); export const commands = {};")
                .linked("keepalive", DESCRIBE))
        .matches(it -> it.code() == 1 && it.err().contains("nothing under way"));
    assertThat(
            service(
                    "export const commands = {}; export function stop() { throw new Error('late'); }")
                .linked("keepalive"))
        .matches(it -> it.code() == 1 && it.err().contains("Uncaught Error: late"));
    assertThat(service("export const commands = { a: 1 };").linked("keepalive"))
        .matches(it -> it.code() == 1 && it.err().contains("command a is not a function"));
    assertThat(
            service(
                    "export const commands = {}; export const meta = { commands: [{ name: 'b' }] };")
                .linked("keepalive"))
        .matches(it -> it.code() == 1 && it.err().contains("meta.commands names b"));
  }

  @Test
  void its_configuration_is_the_file_that_the_kernel_names() {
    TestService service =
        service("import { getConfig } from 'stdiolink'; console.log(getConfig());")
            .file("config.schema.json", "{\"n\":{\"type\":\"int\"}}")
            .file("given.json", "{\"n\":5}")
            .file("wrong.json", "{\"n\":\"x\"}");
    var words = List.of("--linked", folder.toString(), "--profile=oneshot");
    assertThat(configured(words, "given.json")).isEqualTo(new Result(0, "", "{\"n\":5}\n"));
    assertThat(configured(words, "wrong.json"))
        .isEqualTo(new Result(1, "", "Error: config validation failed: n: expected integer\n"));
    assertThat(service.linked("oneshot").err()).isEqualTo("{}\n");
  }

  private Result configured(List<String> words, String file) {
    String path = folder.resolve(file).toString();
    return TestService.host("", words, Map.of("STDIOLINK_CONFIG_PATH", path));
  }

  @Test
  void a_signal_ends_it_and_what_it_has_started() {
    TestService service =
        service(
            """
            import { spawn } from 'stdiolink/process';
            export const commands = { pid: () => spawn('sleep', ['600']).pid };
            """);
    try (Linked linked = Linked.start(service, Map.of())) {
      linked.meta();
      String answer = linked.call("pid", Map.of()).end();
      ProcessHandle child =
          ProcessHandle.of(Long.parseLong(answer.replace("done ", ""))).orElseThrow();
      linked.process().toHandle().destroy(); // a process closes its pipes as well
      assertThat(linked.exit()).isEqualTo(143);
      Await.until("its child has ended", () -> !child.isAlive());
    }
  }
}
