package io.backplane.driver;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.RefusedException;
import io.backplane.driver.spi.SessionOptions;
import io.backplane.testing.Await;
import io.backplane.testing.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A session with a driver that says what the test wants it to say, over real pipes. */
final class Rig implements AutoCloseable {

  final SettableClock clock = new SettableClock();
  final Watch watch = Watch.byHand(clock::nanos);
  final Ear ear = new Ear();
  final Pipe stdin;
  final Pipe stdout;
  final StdioLinkSession session;
  private final BufferedReader requests;

  Rig() {
    this(SessionOptions.FRAME_BYTES);
  }

  Rig(int frameMaxBytes) {
    try {
      stdin = Pipe.open();
      stdout = Pipe.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var options =
        new SessionOptions(
            "rig", frameMaxBytes, Duration.ofSeconds(10), () -> List.of("[WARN] hot"));
    session = StdioLinkSession.open(stdout.source(), stdin.sink(), options, ear, watch);
    requests =
        new BufferedReader(Channels.newReader(stdin.source(), StandardCharsets.UTF_8), 1 << 16);
  }

  static CallRequest request(String command) {
    return CallRequest.builder("rig", command).build();
  }

  Heard call(String command) {
    return call(command, Map.of());
  }

  Heard call(String command, Map<String, Object> params) {
    var heard = new Heard();
    session.call(CallRequest.builder("rig", command).params(params).build(), heard);
    return heard;
  }

  /** A call with its handle. */
  record Running(Call call, Heard heard) {}

  Running start(String command, boolean stream) {
    var heard = new Heard();
    var request = CallRequest.builder("rig", command).stream(stream).build();
    return new Running(session.call(request, heard), heard);
  }

  /** The next line the driver is asked. */
  String asked() {
    try {
      return requests.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void says(String... lines) {
    for (String line : lines) {
      saysRaw((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  void saysRaw(byte[] bytes) {
    try {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        stdout.sink().write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when everything said so far is read: the mark comes out behind it. */
  void settled() {
    String mark = "mark" + ear.events.size();
    says(event(mark, "null"));
    Await.until(
        "the mark is heard", () -> ear.events.stream().anyMatch(e -> e.name().equals(mark)));
  }

  void eof() {
    try {
      stdout.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void pass(Duration time) {
    clock.advance(time);
    watch.tick();
  }

  static String done(String data) {
    return "{\"code\":0,\"data\":" + data + ",\"status\":\"done\"}";
  }

  static String error(int code, String data) {
    return "{\"code\":" + code + ",\"data\":" + data + ",\"status\":\"error\"}";
  }

  static String event(String name, String data) {
    return "{\"code\":0,\"data\":{\"data\":"
        + data
        + ",\"event\":\""
        + name
        + "\"},\"status\":\"event\"}";
  }

  static String bare(String data) {
    return "{\"code\":0,\"data\":" + data + ",\"status\":\"event\"}";
  }

  boolean busy(String command) {
    try {
      session.call(request(command), new Heard());
      return false;
    } catch (RefusedException e) {
      return e.refusal() instanceof io.backplane.api.call.Refusal.Busy;
    }
  }

  @Override
  public void close() {
    session.close();
    try {
      stdin.source().close();
      stdout.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
