package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls one after the other, as to any driver. */
class SessionTest {

  @AutoClose private final Rig rig = new Rig();

  @Test
  void an_answer_ends_its_call() {
    Heard add = rig.call("add", Map.of("a", 1));
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"add\",\"data\":{\"a\":1}}");
    rig.says(Rig.done("{\"result\":30}"));
    assertThat(add.end()).isEqualTo(new Heard.Said("done", "", 0, Map.of("result", 30)));
    assertThat(add.all).hasSize(1);
  }

  @Test
  void a_drivers_own_error_is_passed_on_whatever_its_code() {
    for (int code : new int[] {0, 1, 404, -1, Integer.MIN_VALUE, 1001}) {
      Heard heard = rig.call("x");
      rig.says(Rig.error(code, "{\"message\":\"no\"}"));
      assertThat(heard.end()).isEqualTo(new Heard.Said("error", "", code, Map.of("message", "no")));
    }
  }

  @Test
  void a_second_call_is_refused_until_the_first_has_its_answer() {
    Heard first = rig.call("slow");
    assertThat(rig.busy("next")).isTrue();
    rig.says(Rig.done("null"));
    first.end();
    assertThat(rig.busy("next")).isFalse();
  }

  @Test
  void the_caller_may_call_again_from_its_terminal() {
    var second = new Heard();
    var chained =
        new io.backplane.api.call.CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            rig.session.call(Rig.request("second"), second);
          }

          @Override
          public void error(int code, Object value) {}

          @Override
          public void refused(io.backplane.api.call.Refusal refusal) {}
        };
    rig.session.call(Rig.request("first"), chained);
    rig.asked();
    rig.says(Rig.done("1"));
    rig.asked();
    rig.says(Rig.done("2"));
    assertThat(second.end().value()).isEqualTo(2);
  }

  @Test
  void the_deepest_answer_fits_the_reading_threads_stack() {
    int depth = AnswerReader.DEPTH_MAX - 1;
    Heard heard = rig.call("deep");
    rig.says(Rig.done("[".repeat(depth) + "]".repeat(depth)));
    assertThat(heard.end().kind()).isEqualTo("done");
    Heard deeper = rig.call("deeper");
    rig.says(Rig.done("{\"a\":".repeat(100_000)));
    assertThat(deeper.end().code()).isEqualTo(1000);
  }

  @Test
  void events_of_the_only_call_are_its_own_named_or_bare() {
    Heard scan = rig.call("scan");
    rig.says(
        Rig.bare("{\"port\":80}"),
        Rig.event("progress", "{\"n\":1}"),
        "{\"code\":7,\"data\":{\"data\":{},\"event\":\"ws.error\"},\"status\":\"event\"}",
        Rig.done("null"));
    scan.end();
    assertThat(scan.events())
        .extracting(Heard.Said::name)
        .containsExactly("", "progress", "ws.error");
    assertThat(rig.ear.events).hasSize(3).last().extracting(Heard.Said::code).isEqualTo(7);
  }

  @Test
  void events_without_any_call_reach_the_listener_alone() {
    rig.says(Rig.event("client_connected", "{\"port\":1}"));
    rig.settled();
    assertThat(rig.ear.events.getFirst())
        .isEqualTo(new Heard.Said("event", "client_connected", 0, Map.of("port", 1)));
    Heard next = rig.call("status");
    rig.says(Rig.done("null"));
    next.end();
    assertThat(next.events()).isEmpty();
  }

  @Test
  void lines_that_nobody_waits_for_are_stray_and_harm_nothing() {
    rig.says("Starting up...", Rig.done("1"), "{\"half\":", "");
    rig.settled();
    assertThat(rig.ear.strays).containsExactly("Starting up...", Rig.done("1"), "{\"half\":");
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(rig.session.counters().strays()).isEqualTo(3);
  }

  @Test
  void an_unreadable_line_ends_the_call_and_the_step() {
    Heard heard = rig.call("x");
    rig.says("Segfault at 0x0");
    assertThat(heard.end().code()).isEqualTo(1000);
    assertThat(heard.end("raw")).isEqualTo("Segfault at 0x0");
    assertThat(heard.end("name")).isEqualTo("malformed");
    assertThat(heard.end("stderr")).isEqualTo(List.of("[WARN] hot"));
    rig.settled();
    assertThat(rig.ear.outOfStep).hasSize(1);
    assertThat(rig.busy("next")).isTrue();
  }

  @Test
  void a_long_unreadable_line_is_cut_in_the_error_and_in_the_log() {
    Heard heard = rig.call("x");
    rig.says("z".repeat(100_000));
    assertThat((String) heard.end("raw")).hasSizeBetween(4096, 4200).endsWith("(100000 bytes)");
    rig.settled();
    assertThat(rig.ear.strays.getFirst()).hasSizeBetween(65_536, 65_600);
  }

  @Test
  void a_cancelled_call_is_told_and_breaks_the_step() {
    Rig.Running running = rig.start("slow", false);
    running.call().cancel();
    running.call().cancel();
    assertThat(running.heard().end().code()).isEqualTo(1101);
    assertThat(rig.ear.outOfStep).hasSize(1);
    assertThat(rig.busy("next")).isTrue();
    rig.says(Rig.done("late"), Rig.done("\"late\""));
    rig.settled();
    assertThat(running.heard().all).hasSize(1);
    assertThat(rig.session.counters().late()).isEqualTo(1);
  }

  @Test
  void cancelling_after_the_end_changes_nothing() {
    Rig.Running running = rig.start("quick", false);
    rig.says(Rig.done("null"));
    running.heard().end();
    running.call().cancel();
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(running.heard().all).hasSize(1);
  }

  @Test
  void an_interrupted_caller_is_refused_and_the_session_lives() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> rig.call("x")).isInstanceOf(RefusedException.class);
    assertThat(Thread.interrupted()).isTrue();
    Heard heard = rig.call("y");
    rig.says(Rig.done("null"));
    heard.end();
  }

  @Test
  void a_caller_and_a_listener_that_throw_do_not_end_the_session() {
    var sink =
        new io.backplane.api.call.CallSink() {
          @Override
          public void event(String name, Object value) {
            throw new IllegalStateException("event");
          }

          @Override
          public void done(Object value) {
            throw new IllegalStateException("done");
          }

          @Override
          public void error(int code, Object value) {}

          @Override
          public void refused(io.backplane.api.call.Refusal refusal) {}
        };
    rig.session.call(Rig.request("x"), sink);
    rig.says(Rig.event("e", "1"), Rig.done("null"));
    rig.settled();
    Heard heard = rig.call("y");
    rig.says(Rig.done("null"));
    heard.end();
  }

  @Test
  void counters_tell_what_went_by() {
    Heard heard = rig.call("x");
    rig.says(Rig.event("e", "1"), Rig.done("null"));
    heard.end();
    var counters = rig.session.counters();
    assertThat(counters.requests()).isEqualTo(1);
    assertThat(counters.bytesWritten()).isEqualTo("{\"cmd\":\"x\"}\n".length());
    assertThat(counters.answers()).isEqualTo(1);
    assertThat(counters.events()).isEqualTo(1);
    assertThat(counters.waiting()).isZero();
    assertThat(counters.toMap()).hasSize(10);
  }

  @Test
  void a_call_to_a_session_that_was_closed_is_refused() {
    Heard heard = rig.call("x");
    rig.session.close();
    assertThat(heard.end().code()).isEqualTo(1001);
    assertThat(rig.busy("y")).isTrue();
    rig.pass(Duration.ofSeconds(1));
  }
}
