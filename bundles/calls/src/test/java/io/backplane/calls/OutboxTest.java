package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallSink;
import io.backplane.testing.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

  /** A caller that takes an event when it is told to. */
  private static final class Slow extends Heard {
    private final Semaphore allowed = new Semaphore(0);
    private final CountDownLatch busy = new CountDownLatch(1);

    @Override
    public void event(String name, Object value) {
      busy.countDown();
      allowed.acquireUninterruptibly();
      super.event(name, value);
    }

    void take(int events) {
      allowed.release(events);
    }
  }

  private final Slow caller = new Slow();
  private final Outbox outbox = new Outbox(caller);

  /** With the caller busy with the first event, so many more wait as there is room for. */
  private void fill() {
    assertThat(outbox.event("n", 0)).isTrue();
    Await.until("the caller is busy", () -> caller.busy.getCount() == 0);
    for (int i = 1; i <= Outbox.EVENTS_MAX; i++) {
      assertThat(outbox.event("n", i)).isTrue();
    }
  }

  @Test
  void past_1024_waiting_events_are_dropped_counted_and_told_once_in_their_place() {
    fill();
    for (int i = 0; i < 5; i++) {
      assertThat(outbox.event("lost", i)).isFalse();
    }
    caller.take(3);
    caller.awaitWord("event n 2");
    Await.until("there is room again", () -> outbox.event("after", 0));
    caller.take(Integer.MAX_VALUE / 2);
    outbox.end(sink -> sink.done("over"));
    caller.end();

    var words = caller.words();
    long told =
        words.stream().filter(word -> word.startsWith("event " + CallSink.GAP + " ")).count();
    assertThat(told).isEqualTo(1);
    assertThat(words.subList(0, 1_025))
        .isEqualTo(IntStream.range(0, 1_025).mapToObj(i -> "event n " + i).toList());
    assertThat(words.get(1_025)).startsWith("event " + CallSink.GAP + " {dropped=");
    assertThat(words.subList(1_026, words.size())).containsExactly("event after 0", "done over");
  }

  @Test
  void a_gap_at_the_end_is_told_before_the_terminal() {
    fill();
    outbox.event("lost", 1);
    outbox.event("lost", 2);
    outbox.end(sink -> sink.error(5, "over"));
    assertThat(caller.over()).isFalse();
    caller.take(Integer.MAX_VALUE / 2);

    assertThat(caller.end()).isEqualTo("error 5");
    assertThat(caller.words()).hasSize(1_025 + 2);
    assertThat(caller.words().get(1_025)).isEqualTo("event " + CallSink.GAP + " {dropped=2}");
    assertThat(outbox.events()).isEqualTo(1_027);
  }

  @Test
  void with_nothing_waiting_the_end_is_told_at_once() {
    outbox.end(sink -> sink.done(1));

    assertThat(caller.ends()).containsExactly("done 1");
  }

  @Test
  void after_the_end_events_are_neither_delivered_nor_counted_as_lost() {
    outbox.end(sink -> sink.done(1));

    assertThat(outbox.event("late", 1)).isTrue();
    assertThat(outbox.events()).isZero();
    assertThat(caller.words()).containsExactly("done 1");
  }

  @Test
  void an_end_told_apart_comes_after_the_events_and_once() {
    fill();
    outbox.endApart(sink -> sink.done(1));
    assertThat(caller.over()).isFalse();
    caller.take(Integer.MAX_VALUE / 2);

    assertThat(caller.end()).isEqualTo("done 1");
    assertThat(caller.words()).hasSize(1_026).endsWith("done 1");
  }

  @Test
  void a_slow_caller_costs_its_unit_nothing_but_a_count() {
    var rig = new Rig();
    var parked = new Parked();
    rig.plug("u", new Stub().streaming("go", parked));
    rig.call("u", "go", Rig.UNLIMITED, caller);
    var sink = parked.take().sink();
    sink.event("n", 0);
    Await.until("the caller is busy", () -> caller.busy.getCount() == 0);
    for (int i = 0; i < Outbox.EVENTS_MAX + 10; i++) {
      sink.event("n", i);
    }

    assertThat(rig.counters("u").eventsDropped()).isEqualTo(10);
    sink.done(1);
    assertThat(rig.counters("u").streams()).isZero();
    caller.take(Integer.MAX_VALUE / 2);
    assertThat(caller.end()).isEqualTo("done 1");
    assertThat(rig.board.recent("u", 1).getFirst().events()).isEqualTo(1_035);
  }
}
