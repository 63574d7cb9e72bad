package io.backplane.samples.calculator;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.meta.Meta;
import io.backplane.driver.spi.DriverSession;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import io.backplane.meta.spi.MetaReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calculator as a child that a host speaks to. */
@Timeout(60)
class CalculatorTest {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private Process process;
  private DriverSession session;

  private record Flushed(OutputStream stream) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = source.remaining();
      byte[] bytes = new byte[count];
      source.get(bytes);
      stream.write(bytes);
      stream.flush();
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private final class Ear implements SessionListener {
    @Override
    public void event(String name, int code, Object value) {
      events.add(name);
    }

    @Override
    public void stray(String line, String why) {
      events.add("stray " + line);
    }

    @Override
    public void outOfStep(String why) {
      events.add("out of step " + why);
    }

    @Override
    public void ended(String why) {}
  }

  private record Told(int code, Object value) {
    Object member(String name) {
      return ((Map<?, ?>) value).get(name);
    }
  }

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Calculator.class.getName(),
                "--profile=keepalive")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    session =
        DriverSession.open(
            Channels.newChannel(process.getInputStream()),
            new Flushed(process.getOutputStream()),
            SessionOptions.of("calculator"),
            new Ear());
  }

  @AfterEach
  void stop() {
    session.close();
    process.destroyForcibly();
  }

  private Told call(String command, Map<String, Object> params) throws Exception {
    var told = new CompletableFuture<Told>();
    session.call(
        CallRequest.builder("calculator", command).params(params).build(),
        new CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            told.complete(new Told(0, value));
          }

          @Override
          public void error(int code, Object value) {
            told.complete(new Told(code, value));
          }

          @Override
          public void refused(Refusal refusal) {
            told.completeExceptionally(new AssertionError(refusal.message()));
          }
        });
    return told.get(20, TimeUnit.SECONDS);
  }

  @Test
  void it_says_what_it_offers_and_ends_when_it_is_asked_to() throws Exception {
    var reply = session.handshake(false, Duration.ofSeconds(20));
    Meta meta = MetaReader.read(reply.get(30, TimeUnit.SECONDS).orElseThrow());
    assertThat(MetaReader.check(meta)).isEmpty();
    assertThat(meta.info().traits().overlap()).isTrue();
    assertThat(meta.command("add").orElseThrow().flags().readOnly()).isTrue();
    session.finish();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void it_calculates() throws Exception {
    assertThat(call("add", Map.of("a", 1, "b", 2)).member("result")).isEqualTo(3);
    assertThat(call("subtract", Map.of("a", 1, "b", 2)).member("result")).isEqualTo(-1);
    assertThat(call("multiply", Map.of("a", -3, "b", 2.5)).member("result")).isEqualTo(-7.5);
    assertThat(call("divide", Map.of("a", 1, "b", 4)).member("result")).isEqualTo(0.25);
    assertThat(call("statistics", Map.of("numbers", List.of(1, 2, 3.5, -4))).member("avg"))
        .isEqualTo(0.625);
    assertThat(call("health", Map.of()).member("level")).isEqualTo("ok");
  }

  @Test
  void what_cannot_be_calculated_is_an_error() throws Exception {
    assertThat(call("divide", Map.of("a", 1, "b", 0)))
        .isEqualTo(new Told(400, Map.of("message", "division by zero")));
    assertThat(call("add", Map.of("a", 1)).member("message"))
        .isEqualTo("b: required field missing");
    assertThat(call("batch", Map.of("operations", List.of())).code()).isEqualTo(400);
    assertThat(call("nope", Map.of()).code()).isEqualTo(404);
  }

  @Test
  void a_batch_tells_how_far_it_is() throws Exception {
    var operations =
        List.of(Map.of("type", "add", "a", 1, "b", 2), Map.of("type", "div", "a", 1, "b", 0));
    assertThat(call("batch", Map.of("operations", operations)).member("results"))
        .isEqualTo(List.of(3, 0));
    assertThat(events).containsExactly("progress", "progress");
  }
}
