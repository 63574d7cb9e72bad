package io.backplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTest {

  private static Ran keepalive(String... requests) {
    return Ran.of(Ran.driver(), String.join("\n", requests), "--profile=keepalive");
  }

  private static String ask(String request) {
    return keepalive(request).out().strip();
  }

  @Test
  void params_are_completed_and_handed_over() {
    assertThat(ask("{\"cmd\":\"echo\",\"data\":{\"text\":\"ü😀\",\"x\":1e3}}"))
        .isEqualTo(
            "{\"code\":0,\"data\":{\"text\":\"ü😀\",\"x\":1000,\"times\":1},"
                + "\"status\":\"done\"}");
  }

  @Test
  void params_that_do_not_fit_do_not_reach_the_handler() {
    assertThat(ask("{\"cmd\":\"echo\"}"))
        .isEqualTo(
            "{\"code\":400,\"data\":{\"message\":\"text: required field missing\","
                + "\"name\":\"ValidationFailed\"},\"status\":\"error\"}");
    assertThat(ask("{\"cmd\":\"echo\",\"data\":[1]}")).contains("text: required field missing");
    assertThat(ask("{\"cmd\":\"echo\",\"data\":{\"text\":\"a\",\"times\":6}}"))
        .contains("times: value 6 > max 5");
  }

  @Test
  void events_come_before_the_terminal_and_nothing_after_it() {
    assertThat(keepalive("{\"cmd\":\"count\"}").lines())
        .containsExactly(
            "{\"code\":0,\"data\":{\"data\":1,\"event\":\"tick\"},\"status\":\"event\"}",
            "{\"code\":0,\"data\":2,\"status\":\"event\"}",
            "{\"code\":0,\"data\":null,\"status\":\"done\"}");
  }

  @Test
  void what_is_no_request_is_answered_with_itself() {
    for (String line : new String[] {"{not json", "hello", "[1]", "{\"cmd\":5}", "{\"data\":{}}"}) {
      assertThat(ask(line))
          .startsWith("{\"code\":1000,\"data\":{\"message\":\"invalid request format\",\"raw\":");
    }
  }

  @Test
  void unknown_commands_and_meta_commands_have_their_own_errors() {
    assertThat(ask("{\"cmd\":\"nope\"}"))
        .isEqualTo(
            "{\"code\":404,\"data\":{\"message\":\"unknown command: nope\"},\"status\":\"error\"}");
    assertThat(ask("{\"cmd\":\"meta.nope\"}")).contains("\"name\":\"CommandNotFound\"");
    assertThat(Ran.of(Driver.withoutMeta(), "{\"cmd\":\"meta.describe\"}").out())
        .contains("\"code\":501", "\"name\":\"MetaNotSupported\"");
  }

  @Test
  void a_handler_that_throws_fails_its_command_alone() {
    assertThat(keepalive("{\"cmd\":\"fail\"}", "{\"cmd\":\"count\"}").lines())
        .hasSize(4)
        .first()
        .isEqualTo("{\"code\":500,\"data\":{\"message\":\"broken\"},\"status\":\"error\"}");
  }

  @Test
  void one_request_is_served_without_the_profile_keepalive() {
    for (String[] args : new String[][] {{}, {"--profile=oneshot"}, {"--profile=bogus"}}) {
      Ran ran = Ran.of(Ran.driver(), "\n \n{\"cmd\":\"nope\"}\n{\"cmd\":\"count\"}\n", args);
      assertThat(ran.lines()).hasSize(1);
      assertThat(ran.exit()).isZero();
    }
  }

  @Test
  void a_line_longer_than_any_chunk_is_served() {
    String text = "y".repeat(3_000_000);
    assertThat(ask("{\"cmd\":\"echo\",\"data\":{\"text\":\"" + text + "\"}}")).contains(text);
  }

  @Test
  void console_mode_waits_for_an_answer_from_another_thread() {
    Ran ran = Ran.of(Ran.driver(), "", "--cmd=later");
    assertThat(ran.out()).contains("\"late\":true");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void an_error_is_the_exit_code_of_console_mode() {
    Driver driver =
        Ran.driver()
            .on("seven", (request, reply) -> reply.error(7, "no"))
            .on("zero", (request, reply) -> reply.error(0, "no"))
            .on("minus", (request, reply) -> reply.error(-1, "no"));
    assertThat(Ran.of(driver, "", "--cmd=seven").exit()).isEqualTo(7);
    assertThat(Ran.of(driver, "", "--cmd=zero").exit()).isEqualTo(1);
    assertThat(Ran.of(driver, "", "--cmd=minus").exit()).isEqualTo(3);
    assertThat(Ran.of(driver, "", "--cmd=nope").exit()).isEqualTo(3);
  }

  @Test
  void a_guard_is_tolerated() {
    assertThat(Ran.of(Ran.driver(), "{\"cmd\":\"count\"}", "--guard=x").lines()).hasSize(3);
  }

  @Test
  void meta_and_documents_go_where_they_are_asked_to(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("meta.json");
    assertThat(Ran.of(Ran.driver(), "", "--export-meta=" + file).exit()).isZero();
    assertThat(Files.readString(file)).isEqualTo(Ran.of(Ran.driver(), "", "-E").out());
    assertThat(Ran.of(Ran.driver(), "", "-D", "md").out()).contains("test.driver");
    Ran bogus = Ran.of(Ran.driver(), "", "--export-doc=bogus");
    assertThat(bogus.exit()).isEqualTo(1);
    assertThat(bogus.err())
        .isEqualTo("Error: Unknown format 'bogus'. Supported: markdown, openapi, html, ts\n");
  }

  @Test
  void help_and_version_go_to_stderr() {
    assertThat(Ran.of(Ran.driver(), "", "-v").err()).isEqualTo("test.driver 1.2.3\n");
    assertThat(Ran.of(Ran.driver(), "", "--help").err()).contains("--profile", "echo");
    assertThat(Ran.of(Ran.driver(), "", "--help").out()).isEmpty();
  }
}
