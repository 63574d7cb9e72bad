package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Call;
import io.backplane.testing.Await;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CancelTest {

  private static final String CANCELLED = "error 1101";

  private final Rig rig = new Rig();
  private final Parked parked = new Parked();
  private final Inside inside = new Inside();
  private final Heard heard = new Heard();

  private Call call() {
    return rig.call("u", "go", Rig.UNLIMITED, heard);
  }

  @Test
  void cancelled_after_the_unit_has_returned_it_is_told_once() {
    rig.plug("u", new Stub().on("go", parked));
    Call call = call();
    Parked.Taken taken = parked.take();
    call.cancel();
    call.cancel();

    assertThat(heard.end()).isEqualTo(CANCELLED);
    rig.awaitInFlight("u", 0);
    call.cancel();
    assertThat(taken.cancels()).hasValue(1);
    assertThat(heard.ends()).hasSize(1);
  }

  @Test
  void cancelled_inside_the_unit_its_thread_is_interrupted_and_what_it_returned_is_told() {
    rig.plug("u", new Stub().on("go", inside));
    Call call = call();
    inside.awaitEntered(1);
    call.cancel();

    assertThat(heard.end()).isEqualTo(CANCELLED);
    rig.awaitInFlight("u", 0);
    assertThat(inside.interrupts()).isEqualTo(1);
    assertThat(inside.cancels()).isEqualTo(1);
    assertThat(inside.interruptedAtCancel()).isFalse();
  }

  @Test
  void a_unit_that_ignores_its_interrupt_keeps_the_place_until_it_comes_out() {
    var letGo = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  entered.countDown();
                  boolean interrupted = false;
                  while (letGo.getCount() > 0) {
                    try {
                      letGo.await();
                    } catch (InterruptedException e) {
                      interrupted = true;
                    }
                  }
                  sink.done(interrupted);
                  return Call.ENDED;
                }));
    Call call = call();
    Await.until("it is inside", () -> entered.getCount() == 0);
    call.cancel();

    assertThat(heard.end()).isEqualTo(CANCELLED);
    assertThat(rig.counters("u").inFlight()).isEqualTo(1);
    letGo.countDown();
    rig.awaitInFlight("u", 0);
    assertThat(heard.ends()).hasSize(1);
  }

  @Test
  void cancelled_while_it_waits_the_unit_never_sees_it() {
    var line = rig.plug("u", new Stub().on("go", parked));
    line.hold();
    Call call = call();
    call.cancel();
    line.open();

    assertThat(heard.end()).isEqualTo(CANCELLED);
    assertThat(rig.counters("u").inFlight()).isZero();
    assertThat(parked.untouched()).isTrue();
    assertThat(rig.board.recent("u", 1).getFirst().code()).isEqualTo(1101);
  }

  @RepeatedTest(200)
  void cancelled_at_any_moment_the_unit_is_told_at_most_once_and_the_place_is_free() {
    var entered = new AtomicInteger();
    var told = new AtomicInteger();
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  entered.incrementAndGet();
                  return told::incrementAndGet;
                }));
    Call call = call();
    Thread.yield();
    call.cancel();

    assertThat(heard.end()).isEqualTo(CANCELLED);
    rig.awaitInFlight("u", 0);
    assertThat(told).hasValue(entered.get());
  }

  @RepeatedTest(200)
  void a_unit_that_has_answered_is_not_told_to_stop() {
    var told = new AtomicInteger();
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  Thread.ofVirtual().start(() -> sink.done(1));
                  return told::incrementAndGet;
                }));
    Call call = call();
    assertThat(heard.end()).isEqualTo("done 1");
    call.cancel();

    rig.awaitInFlight("u", 0);
    assertThat(told).hasValue(0);
    assertThat(heard.ends()).hasSize(1);
  }

  @Test
  void a_unit_that_throws_or_blocks_at_its_cancel_holds_nobody_up() {
    var blocked = new CountDownLatch(1);
    var entered = new AtomicInteger();
    var asked = new AtomicBoolean();
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  entered.incrementAndGet();
                  return () -> {
                    asked.set(true);
                    throw new IllegalStateException("on purpose: throws at its cancel");
                  };
                })
            .on(
                "block",
                (request, sink) -> {
                  entered.incrementAndGet();
                  return () -> {
                    try {
                      blocked.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  };
                }));
    Call throwing = call();
    var other = new Heard();
    Call blocking = rig.call("u", "block", Map.of(), Rig.UNLIMITED, other);
    Await.until("both are in the unit", () -> entered.get() == 2);
    throwing.cancel();
    blocking.cancel();

    assertThat(heard.end()).isEqualTo(CANCELLED);
    assertThat(other.end()).isEqualTo(CANCELLED);
    Await.until("the first is told", asked::get);
    rig.awaitInFlight("u", 1);
    blocked.countDown();
    rig.awaitInFlight("u", 0);
  }

  @Test
  void cancelling_after_the_end_changes_nothing() {
    rig.plug("u", Stub.saying("1"));
    Call call = rig.call("u", "ask", Rig.UNLIMITED, heard);
    heard.end();
    call.cancel();

    assertThat(heard.ends()).containsExactly("done 1");
    assertThat(rig.counters("u").failed()).isZero();
  }
}
