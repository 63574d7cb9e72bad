package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimersTest {

  private Stage stage;

  @AfterEach
  void close() {
    stage.close();
  }

  private String run(String body) {
    stage = new Stage("export const commands = { run(params, call) { " + body + " } };");
    return stage.call("run").end();
  }

  @Test
  void a_timer_fires_with_its_arguments() {
    assertThat(run("return new Promise((done) => setTimeout((a, b) => done(a + b), 5, 1, 2));"))
        .isEqualTo("done 3");
  }

  @Test
  void timers_fire_in_the_order_of_their_time_after_what_is_queued_as_a_microtask() {
    assertThat(
            run(
                """
                return new Promise((done) => {
                  const seen = [];
                  setTimeout(() => done([...seen, 'later']), 300);
                  setTimeout(() => seen.push('soon'));
                  queueMicrotask(() => seen.push('micro'));
                  seen.push('now');
                });
                """))
        .isEqualTo("done [now, micro, soon, later]");
  }

  @Test
  void a_cleared_timer_does_not_fire() {
    assertThat(
            run(
                """
                return new Promise((done) => {
                  const timer = setTimeout(() => done('fired'), 5);
                  setTimeout(() => done('cleared'), 10);
                  clearTimeout(timer);
                  clearTimeout(timer);
                  clearTimeout(undefined);
                });
                """))
        .isEqualTo("done cleared");
  }

  @Test
  void a_timer_that_throws_is_told_in_the_log_and_harms_nobody() {
    assertThat(run("setTimeout(() => { throw new Error('in the timer'); }); return 1;"))
        .isEqualTo("done 1");
    Await.until("it is told", () -> !stage.logged().isEmpty());

    assertThat(stage.logged().getFirst()).contains("nobody handles: Error: in the timer");
  }

  @Test
  void timers_have_a_cap() {
    assertThat(run("for (;;) setTimeout(() => {}, 1e9);"))
        .isEqualTo("error 1 more than 10000 timers");
  }

  @Test
  void what_is_no_function_is_refused() {
    assertThat(run("setTimeout('alert(1)', 5);")).isEqualTo("error 1 setTimeout needs a function");
    stage.close();
    assertThat(run("queueMicrotask();")).isEqualTo("error 1 queueMicrotask needs a function");
  }
}
