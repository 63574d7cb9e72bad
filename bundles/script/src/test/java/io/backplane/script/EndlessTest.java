package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Call;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Scripts that do not give their thread back. */
class EndlessTest {

  private static final String SOURCE =
      """
      let calls = 0;
      export const commands = {
        count() { return ++calls; },
        spin(params, call) { calls++; call.event('in'); for (;;) {} },
        cling(params, call) { call.event('in'); for (;;) { try { for (;;) {} } catch (e) {} } },
        async spinLater(params, call) { await new Promise((go) => setTimeout(go)); call.event('in'); for (;;) {} },
        spinAlone(params, call) { setTimeout(() => { console.log('in'); for (;;) {} }); },
        power(params, call) { call.event('in'); return String(3n ** 30000000n).length; },
        wait(params, call) { call.event('in'); return new Promise(() => {}); },
        watch(params, call) {
          return new Promise((done) => {
            const look = () => (call.cancelled ? (calls = 1000000, done()) : setTimeout(look, 1));
            look();
            call.event('in');
          });
        },
      };
      export function health() { for (;;) {} }
      """;

  private static Heard cancelled(Stage stage, String command) {
    var heard = new Heard();
    Call call = stage.begin(command, Map.of(), heard);
    Await.until("it is inside", () -> !heard.events().isEmpty());
    call.cancel();
    call.cancel();
    return heard;
  }

  @Test
  void a_loop_is_interrupted_when_its_call_is_cancelled_and_the_state_stays() {
    try (var stage = new Stage(SOURCE)) {
      Script before = stage.live.now();
      Heard heard = cancelled(stage, "spin");

      assertThat(heard.end()).isEqualTo("error 1103 cancelled");
      assertThat(stage.call("count").end()).isEqualTo("done 2");
      assertThat(stage.live.now()).isSameAs(before);
    }
  }

  @Test
  void a_loop_that_catches_everything_is_left_all_the_same() {
    try (var stage = new Stage(SOURCE)) {
      Script before = stage.live.now();
      cancelled(stage, "cling").end();

      assertThat(stage.call("count").end()).isEqualTo("done 1");
      assertThat(stage.live.now()).isSameAs(before);
    }
  }

  @Test
  void a_loop_after_an_await_is_interrupted_too() {
    try (var stage = new Stage(SOURCE)) {
      cancelled(stage, "spinLater").end();

      assertThat(stage.call("count").end()).isEqualTo("done 1");
    }
  }

  @Test
  void a_loop_of_nobody_is_interrupted_when_it_keeps_a_cancelled_call_waiting() {
    try (var stage = new Stage(SOURCE)) {
      stage.call("spinAlone").end();
      Await.until("it is inside", () -> !stage.logged().isEmpty());
      var heard = new Heard();
      Call call = stage.begin("count", Map.of(), heard);
      call.cancel();

      assertThat(heard.end()).startsWith("error 1103 ");
      assertThat(stage.call("count").end()).isEqualTo("done 1");
    }
  }

  @Test
  void a_call_that_waits_ends_at_its_cancel_and_disturbs_no_other() {
    try (var stage = new Stage(SOURCE)) {
      assertThat(cancelled(stage, "wait").end()).isEqualTo("error 1103 cancelled");
      assertThat(stage.call("count").end()).isEqualTo("done 1");
    }
  }

  @Test
  void a_call_that_is_cancelled_before_its_turn_does_not_run() {
    try (var stage = new Stage(SOURCE)) {
      var spinning = new Heard();
      Call spin = stage.begin("spin", Map.of(), spinning);
      Await.until("it is inside", () -> !spinning.events().isEmpty());
      var heard = new Heard();
      stage.begin("count", Map.of(), heard).cancel();

      assertThat(heard.end()).isEqualTo("error 1103 cancelled");
      assertThat(spinning.isEnded()).as("another's call, with limits of its own").isFalse();
      spin.cancel();
      assertThat(stage.call("count").end()).isEqualTo("done 2");
    }
  }

  @Test
  void a_script_can_see_that_its_caller_is_gone() {
    try (var stage = new Stage(SOURCE)) {
      cancelled(stage, "watch");

      Await.until("it has seen it", () -> (int) stage.call("count").value() > 1_000_000);
    }
  }

  @Test
  void what_cannot_be_interrupted_costs_the_script_its_state() {
    try (var stage = new Stage(SOURCE)) {
      assertThat(stage.call("count").end()).isEqualTo("done 1");
      Script before = stage.live.now();
      Heard heard = cancelled(stage, "power");
      Heard waiting = new Heard();
      before.call("count", "{}", waiting);
      Await.until("it is replaced", () -> replaced(stage, before));

      assertThat(heard.end()).startsWith("error 1103 ");
      assertThat(waiting.end()).isEqualTo("error 1103 the script was ended");
      assertThat(stage.call("count").end()).isEqualTo("done 1");
      assertThat(stage.logged()).anyMatch(line -> line.contains("starts anew"));
    }
  }

  private static boolean replaced(Stage stage, Script before) {
    try {
      return stage.live.now() != before;
    } catch (RefusedException e) {
      assertThat(e.refusal()).isInstanceOf(Refusal.Busy.class);
      return false;
    }
  }

  @Test
  void a_question_that_is_not_answered_is_given_up_and_its_loop_ended() {
    try (var stage = new Stage(SOURCE)) {
      assertThatThrownBy(() -> stage.live.ask("health", "null", Duration.ofMillis(200)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no answer within");
      assertThat(stage.call("count").end()).isEqualTo("done 1");
    }
  }

  /** A kernel that stops while a script is stuck. */
  static final class Stop {
    public static void main(String[] args) throws InterruptedException {
      var engine = new SharedEngine();
      var log = LoggerFactory.getLogger("plugin.power");
      Modules modules = path -> Optional.of(SOURCE.getBytes(StandardCharsets.UTF_8));
      var script = new Script("power", engine, modules, log, stuck -> {});
      script.load("plugin.js", Stage.LIMIT);
      var heard = new Heard();
      script.call("power", "{}", heard);
      Await.until("it is inside", () -> !heard.events().isEmpty());
      script.close();
      engine.close();
      System.out.println(heard.end());
      System.exit(0);
    }
  }

  @Test
  void what_cannot_be_ended_does_not_keep_the_kernel_from_stopping() {
    assertThat(Jvm.run(List.of(), Stop.class).strip()).isEqualTo("error 1103 the script was ended");
  }

  @Test
  void closing_ends_what_runs() {
    var stage = new Stage(SOURCE);
    var spinning = new Heard();
    stage.begin("spin", Map.of(), spinning);
    Await.until("it is inside", () -> !spinning.events().isEmpty());
    Heard queued = stage.call("count");
    stage.close();

    assertThat(spinning.end()).isEqualTo("error 1103 the script was ended");
    assertThat(queued.end()).isEqualTo("error 1103 the script was ended");
    assertThatThrownBy(() -> stage.live.now()).hasMessage("the plugin was stopped");
  }
}
