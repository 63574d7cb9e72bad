package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drivers whose answers carry the ids of requests. */
class MultiplexTest {

  @AutoClose private final Rig rig = new Rig(1 << 10);

  @BeforeEach
  void learn() {
    var watch = new Offer.Command(true, Set.of("reading"), Optional.of("unwatch"));
    rig.session.learn(new Offer(Map.of("watch", watch), true, false));
  }

  private static String done(long id, String data) {
    return "{\"id\":" + id + ",\"code\":0,\"data\":" + data + ",\"status\":\"done\"}";
  }

  private static String event(long id, String data) {
    return "{\"id\":" + id + ",\"code\":0,\"data\":" + data + ",\"status\":\"event\"}";
  }

  @Test
  void answers_find_their_calls_in_any_order() {
    Heard first = rig.call("a");
    Heard second = rig.call("b");
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"a\",\"id\":1}");
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"b\",\"id\":2}");
    rig.says(event(1, "\"for a\""), done(2, "\"b\""), done(1, "\"a\""));
    assertThat(first.end().value()).isEqualTo("a");
    assertThat(second.end().value()).isEqualTo("b");
    assertThat(first.events()).hasSize(1);
    assertThat(second.events()).isEmpty();
  }

  @Test
  void sixty_four_calls_are_taken_and_streams_do_not_count() {
    Rig.Running watch = rig.start("watch", false);
    rig.says(event(1, "1"));
    Await.until("open", () -> !watch.heard().all.isEmpty());
    List<Heard> calls = new ArrayList<>();
    for (int i = 0; i < Numbered.MAX; i++) {
      calls.add(rig.call("x"));
    }
    assertThat(rig.busy("one more")).isTrue();
    rig.says(done(2, "null"));
    calls.getFirst().end();
    assertThat(rig.busy("one more")).isFalse();
  }

  @Test
  void cancelling_forgets_and_keeps_the_step() {
    Rig.Running slow = rig.start("slow", false);
    slow.call().cancel();
    assertThat(slow.heard().end().code()).isEqualTo(1101);
    Heard next = rig.call("next");
    rig.says(done(1, "\"late\""), event(1, "\"late\""), done(2, "\"mine\""));
    assertThat(next.end().value()).isEqualTo("mine");
    assertThat(next.events()).isEmpty();
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(rig.session.counters().late()).isEqualTo(1);
  }

  @Test
  void a_driver_that_wants_to_know_is_told_what_nobody_waits_for() {
    rig.session.learn(new Offer(Map.of(), true, true));
    Rig.Running slow = rig.start("slow", false);
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"slow\",\"id\":1}");
    slow.call().cancel();
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"meta.cancel\",\"data\":{\"id\":1},\"id\":2}");
    Heard next = rig.call("next");
    rig.says(done(2, "null"), done(1, "\"late\""), done(3, "\"mine\""));
    assertThat(next.end().value()).isEqualTo("mine");
    slow.call().cancel();
    rig.call("last");
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"next\",\"id\":3}");
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"last\",\"id\":4}");
    assertThat(rig.ear.strays).isEmpty();
  }

  @Test
  void a_cancelled_stream_is_ended_by_its_command() {
    Rig.Running watch = rig.start("watch", false);
    rig.says(event(1, "1"));
    Await.until("open", () -> !watch.heard().all.isEmpty());
    watch.call().cancel();
    assertThat(rig.asked()).contains("watch");
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"unwatch\",\"id\":2}");
    rig.says(done(2, "null"), done(1, "null"));
    rig.settled();
    assertThat(rig.ear.strays).isEmpty();
  }

  @Test
  void an_unreadable_line_fails_the_only_call_and_none_of_several() {
    Heard only = rig.call("a");
    rig.says("garbage");
    assertThat(only.end().code()).isEqualTo(1000);
    Heard one = rig.call("b");
    Heard two = rig.call("c");
    rig.says("garbage", done(2, "1"), done(3, "2"));
    assertThat(one.end().value()).isEqualTo(1);
    assertThat(two.end().value()).isEqualTo(2);
    assertThat(rig.ear.outOfStep).isEmpty();
  }

  @Test
  void a_line_over_the_limit_fails_the_call_it_names() {
    Heard one = rig.call("a");
    Heard two = rig.call("b");
    rig.says(done(2, "\"" + "y".repeat(2_000) + "\""), done(1, "1"));
    assertThat(two.end().code()).isEqualTo(1002);
    assertThat(one.end().value()).isEqualTo(1);
  }

  @Test
  void an_answer_without_an_id_is_the_only_calls() {
    Heard only = rig.call("a");
    rig.says(Rig.error(1000, "{\"message\":\"invalid request format\"}"));
    assertThat(only.end().code()).isEqualTo(1000);
  }
}
