package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that a command of the driver's ends. */
class CancelCommandTest {

  @AutoClose private final Rig rig = new Rig();

  @BeforeEach
  void learn() {
    var watch = new Offer.Command(true, Set.of("reading"), Optional.of("unwatch"));
    rig.session.learn(new Offer(Map.of("watch", watch), false, false));
  }

  private Rig.Running watching() {
    Rig.Running watch = rig.start("watch", false);
    assertThat(rig.asked()).contains("watch");
    rig.says(Rig.event("reading", "1"));
    Await.until("the stream is open", () -> !watch.heard().all.isEmpty());
    return watch;
  }

  @Test
  void cancelling_sends_it_and_nobody_hears_either_terminal() {
    Rig.Running watch = watching();
    watch.call().cancel();
    assertThat(watch.heard().end().code()).isEqualTo(1101);
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"unwatch\"}");
    rig.says(Rig.done("\"unwatched\""), Rig.done("\"watch is over\""));
    rig.settled();
    assertThat(rig.ear.strays).isEmpty();
    assertThat(rig.session.counters().late()).isEqualTo(2);
    assertThat(watch.heard().all).hasSize(2);
  }

  @Test
  void a_call_behind_it_waits_and_is_not_given_the_streams_terminal() {
    Rig.Running watch = watching();
    watch.call().cancel();
    assertThat(rig.asked()).contains("unwatch");
    var read = new Heard();
    Thread.ofVirtual().start(() -> rig.session.call(Rig.request("read"), read));
    rig.saysRaw(
        (Rig.done("\"unwatched\"") + "\n" + Rig.done("\"watch is over\"") + "\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(rig.asked()).contains("read");
    rig.says(Rig.done("21"));
    assertThat(read.end().value()).isEqualTo(21);
    assertThat(rig.session.counters().late()).isEqualTo(2);
  }

  @Test
  void a_call_before_it_gets_its_own_answer() {
    Rig.Running watch = watching();
    Heard read = rig.call("read");
    assertThat(rig.asked()).contains("read");
    watch.call().cancel();
    assertThat(rig.asked()).contains("unwatch");
    rig.says(Rig.done("21"), Rig.done("\"unwatched\""));
    assertThat(read.end().value()).isEqualTo(21);
    Heard next = rig.call("next");
    rig.says(Rig.done("22"));
    assertThat(next.end().value()).isEqualTo(22);
  }

  @Test
  void a_resync_forgets_that_it_was_sent() throws Exception {
    Rig.Running watch = watching();
    watch.call().cancel();
    assertThat(rig.asked()).contains("unwatch");
    var reply = rig.session.handshake(true, Duration.ofSeconds(10));
    rig.says(Rig.done("{\"info\":{},\"schemaVersion\":\"1.0\"}"));
    assertThat(reply.get(20, TimeUnit.SECONDS)).isPresent();
    long before = System.nanoTime();
    Heard next = rig.call("next");
    rig.says(Rig.done("1"));
    assertThat(next.end().value()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void after_the_session_has_been_asked_to_end_it_is_not_sent() {
    Rig.Running watch = watching();
    rig.session.finish();
    watch.call().cancel();
    assertThat(watch.heard().end().code()).isEqualTo(1102);
    assertThat(rig.asked()).isNull();
  }
}
