package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How sessions end. */
class EndTest {

  private static final String HOW = "program=x, exitCode=3, exitStatus=normal";

  @AutoClose private final Rig rig = new Rig();

  private void readerWaits() {
    Await.until("the reader waits", rig.session::readerWaits);
  }

  @Test
  void what_is_left_in_the_pipe_is_read_when_the_process_is_gone() {
    Heard heard = rig.call("x");
    rig.session.exited(HOW);
    rig.says(Rig.done("\"in time\""));
    rig.eof();
    assertThat(heard.end().value()).isEqualTo("in time");
  }

  @Test
  void a_call_without_an_answer_ends_with_how_the_process_went() {
    Heard heard = rig.call("x");
    rig.eof();
    Await.until("the end of stdout is told", () -> !rig.ear.ended.isEmpty());
    assertThat(rig.ear.ended).containsExactly("stdout ended");
    assertThat(rig.busy("y")).isTrue();
    assertThat(heard.over()).isFalse();
    rig.session.exited(HOW);
    assertThat(heard.end().code()).isEqualTo(1001);
    assertThat(heard.end("message"))
        .isEqualTo("driver process exited without sending a response: " + HOW);
    assertThat(heard.end("stderr")).isEqualTo(List.of("[WARN] hot"));
  }

  @Test
  void half_an_answer_at_the_end_is_no_answer() {
    Heard heard = rig.call("x");
    rig.saysRaw("{\"code\":0,\"da".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    rig.eof();
    rig.session.exited(HOW);
    assertThat(heard.end().code()).isEqualTo(1001);
    assertThat(rig.ear.strays).containsExactly("{\"code\":0,\"da");
    assertThat(rig.ear.outOfStep).isEmpty();
  }

  @Test
  void a_last_answer_needs_no_line_end() {
    Heard heard = rig.call("x");
    rig.saysRaw(Rig.done("1").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    rig.eof();
    assertThat(heard.end().value()).isEqualTo(1);
  }

  @Test
  void without_word_how_it_went_calls_end_after_a_while() {
    Heard heard = rig.call("x");
    rig.eof();
    Await.until("the end of stdout is told", () -> !rig.ear.ended.isEmpty());
    Await.until(
        "the call has ended",
        () -> {
          rig.pass(Exit.WORD_MAX);
          return heard.over();
        });
    assertThat((String) heard.end("message")).endsWith("stdout ended");
  }

  @Test
  void a_pipe_that_a_grandchild_holds_is_left_after_a_quiet_time() {
    Heard heard = rig.call("x");
    readerWaits();
    rig.session.exited(HOW);
    rig.pass(Exit.QUIET.minusMillis(1));
    assertThat(rig.ear.ended).isEmpty();
    rig.pass(Duration.ofMillis(1));
    assertThat(heard.end().code()).isEqualTo(1001);
    assertThat((String) heard.end("message")).endsWith(HOW);
    assertThat(rig.ear.ended).containsExactly("stdout was closed");
  }

  @Test
  void a_grandchild_that_never_falls_silent_is_left_too() {
    Heard heard = rig.call("x");
    rig.session.exited(HOW);
    for (int i = 0; i < 10; i++) {
      rig.pass(Exit.QUIET.minusMillis(50));
      rig.says(Rig.event("noise", "1"));
      int told = i + 1;
      Await.until("it is heard", () -> rig.ear.events.size() == told);
      readerWaits();
    }
    assertThat(heard.over()).isFalse();
    rig.pass(Exit.DRAIN_MAX);
    assertThat(heard.end().code()).isEqualTo(1001);
  }

  @Test
  void closing_ends_what_is_open_and_twice_is_once() {
    Heard heard = rig.call("x");
    rig.session.close();
    rig.session.close();
    assertThat(heard.all).hasSize(1);
    assertThat(heard.end().code()).isEqualTo(1001);
    Await.until("the reader is gone", () -> !rig.ear.ended.isEmpty());
  }

  @Test
  void exit_before_the_end_of_stdout_is_remembered() {
    Heard heard = rig.call("x");
    rig.session.exited(HOW);
    rig.session.exited("something else");
    rig.eof();
    assertThat((String) heard.end("message")).endsWith(HOW);
  }
}
