package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.calls.spi.UnitOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTest {

  private final Rig rig = new Rig();
  private final Parked stream = new Parked();
  private final Parked parked = new Parked();

  private Stub unit() {
    return new Stub().streaming("watch", stream).on("go", parked);
  }

  @Test
  void a_stream_gives_its_slot_back_at_its_first_event() {
    rig.plug("u", unit(), UnitOptions.SERIAL);
    Heard watching = rig.call("u", "watch");
    Parked.Taken watched = stream.take();
    Heard waiting = rig.call("u", "go");
    assertThat(rig.counters("u").inFlight()).isEqualTo(1);
    assertThat(rig.counters("u").queued()).isEqualTo(1);

    watched.sink().event("tick", 1);
    parked.take().sink().done(2);

    assertThat(waiting.end()).isEqualTo("done 2");
    assertThat(rig.counters("u").streams()).isEqualTo(1);
    watched.sink().event("tick", 2);
    watched.sink().done("over");
    assertThat(watching.end()).isEqualTo("done over");
    assertThat(watching.words()).containsExactly("event tick 1", "event tick 2", "done over");
    assertThat(rig.counters("u").streams()).isZero();
    assertThat(rig.counters("u").inFlight()).isZero();
  }

  @Test
  void a_stream_that_ends_without_an_event_gives_its_slot_back_once() {
    rig.plug("u", unit(), UnitOptions.SERIAL);
    Heard watching = rig.call("u", "watch");
    Parked.Taken watched = stream.take();
    watched.sink().done("over");
    watched.sink().event("tick", 1);

    assertThat(watching.end()).isEqualTo("done over");
    assertThat(rig.counters("u").inFlight()).isZero();
    assertThat(rig.counters("u").streams()).isZero();
  }

  @Test
  void events_of_another_command_give_no_slot_back() {
    rig.plug("u", unit(), UnitOptions.SERIAL);
    Heard heard = rig.call("u", "go");
    parked.take().sink().event("progress", 50);

    heard.awaitWord("event progress 50");
    assertThat(rig.counters("u").inFlight()).isEqualTo(1);
    assertThat(rig.counters("u").streams()).isZero();
  }

  @Test
  void a_caller_may_make_any_command_a_stream() {
    rig.plug("u", unit(), UnitOptions.SERIAL);
    var heard = new Heard();
    rig.board.call(
        CallRequest.builder("u", "go").stream(true).context(Rig.UNLIMITED).build(), heard);
    Parked.Taken taken = parked.take();
    taken.sink().event("progress", 50);

    assertThat(taken.request().stream()).isTrue();
    assertThat(rig.counters("u").streams()).isEqualTo(1);
  }

  @Test
  void an_open_stream_knows_no_limit() {
    rig.plug("u", unit());
    var limited = Rig.UNLIMITED.limits(Duration.ofSeconds(10), Duration.ofSeconds(1));
    var heard = new Heard();
    Call call = rig.call("u", "watch", limited, heard);
    Parked.Taken watched = stream.take();
    watched.sink().event("tick", 1);

    rig.pass(Duration.ofDays(365));
    watched.sink().event("tick", 2);
    heard.awaitWord("event tick 2");
    assertThat(heard.over()).isFalse();

    call.cancel();
    assertThat(heard.end()).isEqualTo("error 1101");
    Rig.awaitCancels(watched, 1);
    rig.awaitStreams("u", 0);
  }

  @Test
  void a_stream_that_has_not_spoken_yet_knows_both_limits() {
    rig.plug("u", unit());
    var idle = new Heard();
    var total = new Heard();
    rig.call("u", "watch", Rig.UNLIMITED.limits(Duration.ZERO, Duration.ofSeconds(1)), idle);
    rig.call("u", "watch", Rig.UNLIMITED.limits(Duration.ofSeconds(1), Duration.ZERO), total);
    stream.take();
    stream.take();

    rig.pass(Duration.ofSeconds(1));
    assertThat(idle.end()).isEqualTo("error 1100");
    assertThat(total.end()).isEqualTo("error 1100");
    rig.awaitInFlight("u", 0);
  }

  @Test
  void events_from_inside_the_call_come_before_its_answer() {
    rig.plug(
        "u",
        new Stub()
            .streaming(
                "count",
                (request, sink) -> {
                  for (int i = 0; i < 100; i++) {
                    sink.event("n", i);
                  }
                  sink.done(Map.of());
                  return Call.ENDED;
                }));
    Heard heard = rig.call("u", "count");

    assertThat(heard.end()).isEqualTo("done {}");
    assertThat(heard.words()).hasSize(101);
    for (int i = 0; i < 100; i++) {
      assertThat(heard.words().get(i)).isEqualTo("event n " + i);
    }
    assertThat(rig.counters("u").streams()).isZero();
  }
}
