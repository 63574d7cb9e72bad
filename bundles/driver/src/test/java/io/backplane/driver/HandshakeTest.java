package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String META = "{\"info\":{\"id\":\"x\"},\"schemaVersion\":\"1.0\"}";

  @AutoClose private final Rig rig = new Rig();

  private static Optional<Map<String, Object>> get(
      CompletableFuture<Optional<Map<String, Object>>> reply) throws Exception {
    return reply.get(20, TimeUnit.SECONDS);
  }

  private Object answered(String command) {
    Heard heard = rig.call(command);
    rig.says(Rig.done("\"" + command + "\""));
    return heard.end().value();
  }

  @Test
  void the_meta_is_given_as_it_came() throws Exception {
    var reply = rig.session.handshake(false, LIMIT);
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"meta.describe\"}");
    assertThat(rig.busy("x")).isTrue();
    rig.says("Driver v1 says hello", Rig.event("up", "1"), Rig.done(META));
    assertThat(get(reply).orElseThrow()).containsOnlyKeys("info", "schemaVersion");
    assertThat(rig.ear.strays).containsExactly("Driver v1 says hello");
    assertThat(rig.ear.events).hasSize(1);
    assertThat(answered("x")).isEqualTo("x");
  }

  @Test
  void a_driver_without_meta_has_none() throws Exception {
    var reply = rig.session.handshake(false, LIMIT);
    rig.says(Rig.error(501, "{\"name\":\"MetaNotSupported\"}"));
    assertThat(get(reply)).isEmpty();
    assertThat(answered("x")).isEqualTo("x");
  }

  @Test
  void it_fails_past_its_limit_and_its_late_answer_is_given_to_nobody() {
    var reply = rig.session.handshake(false, LIMIT);
    rig.pass(LIMIT);
    assertThatThrownBy(() -> get(reply)).hasCauseInstanceOf(TimeoutException.class);
    Heard heard = rig.call("x");
    rig.says(Rig.done(META), Rig.done("\"mine\""));
    assertThat(heard.end().value()).isEqualTo("mine");
    assertThat(rig.session.counters().late()).isEqualTo(1);
  }

  @Test
  void a_late_error_is_the_handshakes_too() {
    rig.session.handshake(false, LIMIT);
    rig.pass(LIMIT);
    Heard heard = rig.call("x");
    rig.says(Rig.error(404, "{}"), Rig.done("\"mine\""));
    assertThat(heard.end().value()).isEqualTo("mine");
  }

  @Test
  void one_that_was_never_answered_does_not_take_another_ones_answer() {
    rig.session.handshake(false, LIMIT);
    rig.pass(LIMIT);
    assertThat(answered("x")).isEqualTo("x");
    assertThat(answered("y")).isEqualTo("y");
  }

  @Test
  void a_resync_passes_over_what_another_host_left_behind() throws Exception {
    var reply = rig.session.handshake(true, LIMIT);
    assertThat(rig.asked()).isEmpty();
    assertThat(rig.asked()).isEqualTo("{\"cmd\":\"meta.describe\"}");
    rig.says(
        "}half an answer",
        Rig.done("{\"result\":3}"),
        Rig.error(1000, "{\"message\":\"invalid request format\"}"),
        Rig.event("beat", "1"),
        Rig.done(META));
    assertThat(get(reply)).isPresent();
    assertThat(rig.ear.events).extracting(Heard.Said::name).containsExactly("beat");
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(answered("x")).isEqualTo("x");
  }

  @Test
  void after_a_resync_a_second_meta_is_the_other_hosts() throws Exception {
    var reply = rig.session.handshake(true, LIMIT);
    rig.says(Rig.done(META));
    get(reply);
    Heard heard = rig.call("x");
    rig.says(Rig.done(META), Rig.done("\"mine\""));
    assertThat(heard.end().value()).isEqualTo("mine");
    Heard asked = rig.call("meta.describe");
    rig.says(Rig.done(META));
    assertThat(asked.end().value()).isInstanceOf(Map.class);
  }

  @Test
  void a_resync_past_its_limit_takes_no_calls_until_the_meta_comes() {
    var reply = rig.session.handshake(true, LIMIT);
    rig.pass(LIMIT);
    assertThatThrownBy(() -> get(reply)).hasCauseInstanceOf(TimeoutException.class);
    assertThat(rig.busy("x")).isTrue();
    rig.says(Rig.done("1"), Rig.done(META));
    rig.settled();
    assertThat(answered("x")).isEqualTo("x");
  }

  @Test
  void it_fails_when_the_driver_ends() {
    var reply = rig.session.handshake(false, LIMIT);
    rig.session.exited("program=x, exitCode=127, exitStatus=normal");
    rig.eof();
    assertThatThrownBy(() -> get(reply))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("exitCode=127");
  }

  @Test
  void it_fails_when_the_driver_has_ended_before() {
    rig.eof();
    Await.until("the end is told", () -> !rig.ear.ended.isEmpty());
    var reply = rig.session.handshake(false, LIMIT);
    assertThatThrownBy(() -> get(reply)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void a_resync_may_come_after_one_that_failed() throws Exception {
    var first = rig.session.handshake(true, LIMIT);
    rig.pass(LIMIT);
    assertThatThrownBy(() -> get(first)).hasCauseInstanceOf(TimeoutException.class);
    rig.says(Rig.done("\"stale\""));
    rig.settled();
    assertThatThrownBy(() -> rig.call("x")).isInstanceOf(RefusedException.class);
    rig.says(Rig.done(META));
    rig.settled();
    var second = rig.session.handshake(true, LIMIT);
    rig.says(Rig.done(META));
    assertThat(get(second)).isPresent();
    assertThat(answered("x")).isEqualTo("x");
  }

  @Test
  void an_answer_may_have_been_read_by_another_host_up_to_any_byte() throws Exception {
    String answer = Rig.done("{\"result\":\"ü\"}");
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    for (int read = 0; read <= bytes.length; read++) {
      try (Rig adopted = new Rig()) {
        var reply = adopted.session.handshake(true, LIMIT);
        adopted.saysRaw(Arrays.copyOfRange(bytes, read, bytes.length));
        adopted.says("", Rig.done(META));
        assertThat(get(reply)).isPresent();
        Heard heard = adopted.call("x");
        adopted.says(Rig.done("\"mine\""));
        assertThat(heard.end().value()).isEqualTo("mine");
      }
    }
  }

  @Test
  void it_waits_for_the_call_in_flight() {
    rig.call("x");
    assertThatThrownBy(() -> rig.session.handshake(false, LIMIT))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void a_meta_over_the_frame_limit_fails_it() {
    try (Rig small = new Rig(1 << 10)) {
      var reply = small.session.handshake(false, LIMIT);
      small.says(Rig.done("{\"info\":\"" + "x".repeat(2_000) + "\"}"));
      assertThatThrownBy(() -> get(reply))
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("frame limit of 1024 bytes");
    }
  }
}
