package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What drivers do wrong. */
class FaultTest {

  private static final String BIG = "q".repeat(900_000);

  @AutoClose private final Rig rig = new Rig();

  /** A line without an end. */
  private static final class Endless implements ReadableByteChannel {
    private long left;

    Endless(long bytes) {
      left = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, target.remaining());
      for (int i = 0; i < count; i++) {
        target.put((byte) 'x');
      }
      left -= count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void a_line_of_a_hundred_megabytes_does_not_grow_the_heap() throws IOException {
    int limit = 1 << 20;
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    var framer = new Framer(new Endless(100 << 20), limit);
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(framer.next()).isEqualTo(Framer.Found.OVERFLOW);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4L * limit);
    assertThat(framer.bytes().length).isLessThanOrEqualTo(limit + 2);
  }

  @Test
  void an_answer_over_the_limit_is_told_and_the_session_stays_in_step() {
    Heard heard = rig.call("dump");
    rig.says(Rig.done("\"" + "y".repeat(2 << 20) + "\""));
    assertThat(heard.end().code()).isEqualTo(1002);
    assertThat(heard.end("name")).isEqualTo("overflow");
    Heard next = rig.call("next");
    rig.says(Rig.done("1"));
    assertThat(next.end().value()).isEqualTo(1);
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(rig.session.counters().overflows()).isEqualTo(1);
    assertThat(rig.ear.strays.getFirst()).hasSizeLessThan(1_000);
  }

  @Test
  void any_other_line_over_the_limit_breaks_the_step() {
    Heard heard = rig.call("dump");
    rig.says("y".repeat(2 << 20));
    assertThat(heard.end().code()).isEqualTo(1002);
    rig.settled();
    assertThat(rig.ear.outOfStep).hasSize(1);
  }

  @Test
  void a_driver_that_does_not_read_costs_the_call_and_the_step() {
    var heard = new Heard();
    var writer = Thread.ofVirtual().start(() -> rig.session.call(large(), heard));
    Await.until(
        "the write is cut off",
        () -> {
          rig.pass(Duration.ofSeconds(10));
          return heard.over();
        });
    assertThat(heard.end().code()).isEqualTo(1001);
    assertThat((String) heard.end("message")).contains("has not read its stdin for 10000 ms");
    Await.until("the step is lost", () -> rig.ear.outOfStep.size() == 1);
    Await.until("the writer is free", () -> !writer.isAlive());
    assertThat(rig.busy("next")).isTrue();
  }

  @Test
  void a_driver_that_closes_its_stdin_mid_request_costs_the_call() throws IOException {
    var heard = new Heard();
    Thread.ofVirtual().start(() -> rig.session.call(large(), heard));
    Await.until("the request is under way", () -> rig.session.counters().waiting() == 1);
    rig.stdin.source().close();
    assertThat(heard.end().code()).isEqualTo(1001);
    assertThat((String) heard.end("message")).startsWith("write failed: ");
    assertThat(rig.session.counters().waiting()).isZero();
    Heard next = rig.call("next");
    assertThat(next.end().code()).isEqualTo(1001);
  }

  @Test
  void a_caller_that_is_interrupted_mid_request_costs_the_step() {
    var heard = new Heard();
    var writer = Thread.ofVirtual().start(() -> rig.session.call(large(), heard));
    Await.until("the request is under way", () -> rig.session.counters().waiting() == 1);
    writer.interrupt();
    assertThat(heard.end().code()).isEqualTo(1001);
    Await.until("the step is lost", () -> rig.ear.outOfStep.size() == 1);
  }

  private static io.backplane.api.call.CallRequest large() {
    return io.backplane.api.call.CallRequest.builder("rig", "load")
        .params(Map.of("text", BIG))
        .build();
  }

  @Test
  void a_flood_both_ways_does_not_wedge() {
    int rounds = 100;
    var driver =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    for (int event = 0; event < 20; event++) {
                      rig.says(Rig.event("noise", "\"" + "n".repeat(20_000) + "\""));
                    }
                    rig.asked();
                    rig.says(Rig.done(Integer.toString(i)));
                  }
                });
    for (int i = 0; i < rounds; i++) {
      Heard heard = rig.call("load", Map.of("text", "r".repeat(200_000)));
      assertThat(heard.end().value()).isEqualTo(i);
    }
    Await.until("the driver is through", () -> !driver.isAlive());
    assertThat(rig.ear.events).hasSize(rounds * 20);
  }

  @Test
  void events_are_told_while_a_request_cannot_be_written() {
    var heard = new Heard();
    Thread.ofVirtual().start(() -> rig.session.call(large(), heard));
    Await.until("the request is under way", () -> rig.session.counters().waiting() == 1);
    for (int i = 0; i < 1_000; i++) {
      rig.says(Rig.event("noise", "1"));
    }
    Await.until("all are told", () -> rig.ear.events.size() == 1_000);
    rig.asked();
    rig.says(Rig.done("1"));
    assertThat(heard.end().value()).isEqualTo(1);
  }

  @Property(tries = 200)
  void no_garbage_kills_the_reader(@ForAll("garbage") byte[] bytes) {
    try (Rig other = new Rig(1 << 10)) {
      other.saysRaw(bytes);
      other.saysRaw("\n".getBytes(StandardCharsets.UTF_8));
      other.says(Rig.event("alive", "1"));
      Await.until(
          "it is alive", () -> other.ear.events.stream().anyMatch(e -> e.name().equals("alive")));
      assertThat(other.ear.ended).isEmpty();
    }
  }

  @Provide
  Arbitrary<byte[]> garbage() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.of(
                "\n", "\0", "{", "}", "[[[[", "\"", "\u00ff", "{\"status\":\"done\"}", "\\ud83d"),
            Arbitraries.of(900, 1_024, 1_030, 5_000).map("y"::repeat),
            Arbitraries.strings().ofMaxLength(30).withCharRange('\0', '\u00ff'));
    return part.list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
  }
}
