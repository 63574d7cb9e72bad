package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.Meta;
import io.backplane.testing.Await;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Streams beside calls. */
class StreamTest {

  @AutoClose private final Rig rig = new Rig();

  private static CommandMeta command(String name, Flags flags, String... events) {
    EventMeta[] metas = new EventMeta[events.length];
    for (int i = 0; i < events.length; i++) {
      metas[i] = new EventMeta(events[i], "", List.of());
    }
    return CommandMeta.of(name, "").flags(flags).events(metas);
  }

  private void learn(CommandMeta... commands) {
    rig.session.learn(Meta.of("rig", "1.0.0", "", commands));
  }

  private Rig.Running openStream(String command) {
    Rig.Running running = rig.start(command, true);
    rig.says(Rig.event("started", "1"));
    Await.until("the stream is open", () -> !running.heard().all.isEmpty());
    return running;
  }

  @Test
  void a_stream_holds_the_slot_until_its_first_event() {
    Rig.Running run = rig.start("run", true);
    assertThat(rig.busy("status")).isTrue();
    rig.says(Rig.event("started", "1"));
    Await.until("the stream is open", () -> !run.heard().all.isEmpty());
    assertThat(rig.busy("status")).isFalse();
  }

  @Test
  void a_terminal_belongs_to_the_call_beside_a_stream() {
    Rig.Running run = openStream("run");
    Heard status = rig.call("status");
    rig.says(Rig.event("beat", "2"), Rig.done("\"ok\""), Rig.event("beat", "3"));
    assertThat(status.end().value()).isEqualTo("ok");
    assertThat(status.events()).isEmpty();
    Await.until("the stream goes on", () -> run.heard().all.size() == 3);
    rig.says(Rig.done("\"over\""));
    assertThat(run.heard().end().value()).isEqualTo("over");
  }

  @Test
  void a_stream_that_fails_before_its_first_event_is_a_call_that_failed() {
    Rig.Running run = openStream("run");
    Rig.Running second = rig.start("run", true);
    rig.says(Rig.error(3, "{\"message\":\"Server already running\"}"));
    assertThat(second.heard().end().code()).isEqualTo(3);
    assertThat(run.heard().over()).isFalse();
  }

  @Test
  void declared_events_are_the_calls_and_others_the_newest_streams() {
    learn(command("batch", Flags.NONE, "progress"), command("watch", Flags.STREAMING, "reading"));
    Rig.Running watch = rig.start("watch", false);
    rig.says(Rig.event("reading", "1"));
    Await.until("open", () -> !watch.heard().all.isEmpty());
    Heard batch = rig.call("batch");
    rig.says(
        Rig.event("reading", "2"), Rig.event("progress", "50"), Rig.bare("7"), Rig.done("null"));
    batch.end();
    assertThat(batch.events()).extracting(Heard.Said::name).containsExactly("progress");
    assertThat(watch.heard().events())
        .extracting(Heard.Said::name)
        .containsExactly("reading", "reading", "");
  }

  @Test
  void without_a_call_a_terminal_ends_the_newest_stream() {
    Rig.Running first = openStream("a");
    learn(command("b", Flags.STREAMING, "mine"));
    Rig.Running second = rig.start("b", false);
    rig.says(Rig.event("mine", "1"), Rig.done("\"b\""));
    assertThat(second.heard().end().value()).isEqualTo("b");
    rig.says(Rig.done("\"a\""));
    assertThat(first.heard().end().value()).isEqualTo("a");
  }

  @Test
  void a_cancelled_stream_lives_on_unheard_and_its_terminal_is_swallowed() {
    Rig.Running run = openStream("run");
    run.call().cancel();
    assertThat(run.heard().end().code()).isEqualTo(1101);
    assertThat(rig.ear.outOfStep).isEmpty();
    rig.says(Rig.event("beat", "2"), Rig.done("\"late\""));
    rig.settled();
    assertThat(run.heard().events()).hasSize(1);
    assertThat(rig.ear.strays).isEmpty();
    assertThat(rig.session.counters().late()).isEqualTo(1);
    assertThat(rig.session.counters().streams()).isZero();
    Heard next = rig.call("next");
    rig.says(Rig.done("\"mine\""));
    assertThat(next.end().value()).isEqualTo("mine");
  }

  @Test
  void a_stream_cancelled_before_its_first_event_breaks_the_step() {
    Rig.Running run = rig.start("run", true);
    run.call().cancel();
    assertThat(run.heard().end().code()).isEqualTo(1101);
    assertThat(rig.ear.outOfStep).hasSize(1);
  }

  @Test
  void an_unreadable_line_beside_streams_alone_is_stray() {
    Rig.Running run = openStream("run");
    rig.says("warning: battery low");
    rig.settled();
    assertThat(rig.ear.strays).containsExactly("warning: battery low");
    assertThat(run.heard().over()).isFalse();
    assertThat(rig.ear.outOfStep).isEmpty();
  }

  @Test
  void what_was_read_before_a_call_was_made_cannot_answer_it() {
    Rig.Running run = openStream("run");
    var next = new Heard();
    var stop =
        new io.backplane.api.call.CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            rig.session.call(Rig.request("next"), next);
          }

          @Override
          public void error(int code, Object value) {}

          @Override
          public void refused(io.backplane.api.call.Refusal refusal) {}
        };
    rig.session.call(Rig.request("stop"), stop);
    rig.saysRaw(
        (Rig.done("\"stopped\"") + "\n" + Rig.done("\"run is over\"") + "\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(run.heard().end().value()).isEqualTo("run is over");
    rig.says(Rig.done("\"next\""));
    assertThat(next.end().value()).isEqualTo("next");
  }

  @Test
  void finishing_ends_streams_as_replaced_and_lets_the_call_end_well() {
    Rig.Running run = openStream("run");
    Heard last = rig.call("last");
    rig.session.finish();
    assertThat(run.heard().end().code()).isEqualTo(1102);
    assertThat(rig.busy("more")).isTrue();
    assertThat(rig.asked()).contains("run");
    assertThat(rig.asked()).contains("last");
    assertThat(rig.asked()).isNull();
    rig.says(Rig.done("\"well\""));
    assertThat(last.end().value()).isEqualTo("well");
  }

  @Test
  void a_stream_ends_with_the_process() {
    Rig.Running run = openStream("run");
    rig.session.exited("program=x, exitCode=0, exitStatus=normal");
    rig.eof();
    assertThat(run.heard().end().code()).isEqualTo(1001);
  }
}
