package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.calls.spi.Drain;
import io.backplane.calls.spi.Registration;
import io.backplane.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Callers, an operator and the clock do as they like to three units; afterwards every call has had
 * one end and nothing is left in any of them. The system property {@code stress.seed} repeats a
 * run's choices, {@code stress.rounds} prolongs it.
 */
class StressTest {

  private static final int CALLERS = 6;
  private static final int CALLS = 400;
  private static final List<String> UNITS = List.of("wide", "narrow", "tiny");
  private static final List<String> COMMANDS =
      List.of(
          "answer", "later", "never", "throw", "refuse", "stream", "stay", "twice", "nest", "bad");

  private final Rig rig = new Rig();
  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Drain> drains = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  private Stub unit(String version) {
    return new Stub(version)
        .on("answer", Stub.answer(version))
        .on(
            "later",
            (request, sink) -> {
              Thread.ofVirtual().start(() -> sink.done(1));
              return () -> sink.error(1, "told to stop");
            })
        .on("never", (request, sink) -> Call.ENDED)
        .on(
            "throw",
            (request, sink) -> {
              throw new IllegalStateException("on purpose");
            })
        .on(
            "refuse",
            (request, sink) -> {
              throw new RefusedException(new Refusal.Denied("on purpose"));
            })
        .streaming(
            "stream",
            (request, sink) -> {
              Thread.ofVirtual()
                  .start(
                      () -> {
                        for (int i = 0; i < 20; i++) {
                          sink.event("n", i);
                          Thread.yield();
                        }
                        if (request.params().get("end") instanceof Boolean end && end) {
                          sink.done("streamed");
                        }
                      });
              return Call.ENDED;
            })
        .on(
            "stay",
            (request, sink) -> {
              LockSupport.parkNanos(50_000);
              while (!Thread.currentThread().isInterrupted() && !over.get()) {
                LockSupport.parkNanos(1_000_000);
              }
              sink.done("stayed");
              return Call.ENDED;
            })
        .on(
            "twice",
            (request, sink) -> {
              Thread.ofVirtual().start(() -> sink.done(1));
              Thread.ofVirtual().start(() -> sink.error(2, null));
              sink.event("between", 1);
              return Call.ENDED;
            })
        .on(
            "nest",
            (request, sink) -> {
              String other = UNITS.get(request.context().parents().size() % UNITS.size());
              return rig.board.call(
                  CallRequest.within(
                      request.context(),
                      other,
                      request.context().parents().size() < 4 ? "nest" : "later",
                      Map.of()),
                  sink);
            })
        .on(
            "bad",
            (request, sink) -> {
              sink.done(new Object());
              return null;
            });
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      bugs.add(e);
    }
  }

  private void callALot(SplittableRandom random) {
    for (int i = 0; i < CALLS; i++) {
      var caller = new Heard();
      heard.add(caller);
      CallContext context =
          Rig.UNLIMITED.limits(
              Duration.ofMillis(random.nextInt(200)), Duration.ofMillis(random.nextInt(100)));
      Call call =
          rig.call(
              UNITS.get(random.nextInt(UNITS.size())),
              COMMANDS.get(random.nextInt(COMMANDS.size())),
              Map.of("end", random.nextBoolean()),
              context,
              caller);
      calls.add(call);
      switch (random.nextInt(4)) {
        case 0 -> call.cancel();
        case 1 -> Thread.yield();
        default -> {}
      }
    }
  }

  private void operate(SplittableRandom random, List<Registration> lines) {
    for (int version = 2; !over.get(); version++) {
      Registration line = lines.get(random.nextInt(lines.size()));
      switch (random.nextInt(6)) {
        case 0 -> line.hold();
        case 1, 2 -> line.open();
        case 3 -> drains.add(line.replace(unit(version + ".0.0")));
        case 4 -> {
          Drain drain = drains.peek();
          if (drain != null) {
            drain.end();
          }
        }
        default -> drains.add(line.current());
      }
      LockSupport.parkNanos(200_000);
    }
  }

  private void letTimePass(SplittableRandom random) {
    while (!over.get()) {
      rig.pass(Duration.ofMillis(random.nextInt(5)));
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  void after_any_turmoil_every_call_has_ended_once_and_nothing_is_left() throws Exception {
    int rounds = Integer.getInteger("stress.rounds", 1);
    long seed = Long.getLong("stress.seed", new Random().nextLong());
    for (int round = 0; round < rounds; round++, seed++) {
      System.out.println("calls stress.seed=" + seed);
      new StressTest().turmoil(new SplittableRandom(seed));
    }
  }

  private void turmoil(SplittableRandom random) throws InterruptedException {
    List<Registration> lines =
        List.of(
            rig.plug("wide", unit("1.0.0"), Rig.limits(64, 1_024)),
            rig.plug("narrow", unit("1.0.0"), Rig.limits(1, 200)),
            rig.plug("tiny", unit("1.0.0"), Rig.limits(2, 0)));
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < CALLERS; i++) {
      SplittableRandom own = random.split();
      callers.add(Thread.ofPlatform().start(() -> guarded(() -> callALot(own))));
    }
    SplittableRandom operators = random.split();
    SplittableRandom times = random.split();
    var others =
        List.of(
            Thread.ofPlatform().start(() -> guarded(() -> operate(operators, lines))),
            Thread.ofPlatform().start(() -> guarded(() -> letTimePass(times))));
    for (Thread caller : callers) {
      caller.join();
    }
    over.set(true);
    for (Thread other : others) {
      other.join();
    }
    lines.forEach(Registration::open);
    check(lines);
  }

  private void check(List<Registration> lines) throws InterruptedException {
    Await.until(
        "every call has an end",
        () -> {
          rig.pass(Duration.ofMillis(50)); // for what never answers, those still waiting included
          calls.forEach(Call::cancel);
          return heard.stream().allMatch(Heard::over);
        });
    assertThat(bugs).isEmpty();
    assertThat(heard).hasSize(CALLERS * CALLS);
    assertThat(heard).allSatisfy(caller -> assertThat(caller.ends()).hasSize(1));
    assertThat(heard)
        .allSatisfy(
            caller -> assertThat(caller.words().getLast()).isEqualTo(caller.ends().getFirst()));
    for (String unit : UNITS) {
      Await.until(
          "nothing is left in " + unit,
          () -> {
            var counters = rig.counters(unit);
            return counters.inFlight() == 0 && counters.streams() == 0 && counters.queued() == 0;
          });
    }
    for (Drain drain : drains) {
      assertThat(drain.inFlight()).isZero();
      assertThat(drain.await(Duration.ZERO)).isTrue();
    }
    assertThat(rig.board.underWay()).isZero();
    lines.forEach(Registration::close);
  }
}
