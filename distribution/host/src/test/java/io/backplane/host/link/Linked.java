package io.backplane.host.link;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.driver.spi.DriverSession;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import io.backplane.host.TestService;
import io.backplane.host.js.Json;
import io.backplane.meta.spi.MetaReader;
import io.backplane.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own, and the kernel's session with it. */
public final class Linked implements AutoCloseable {

  private static final long LIMIT_S = 60;

  private final Process process;
  private final DriverSession session;
  private final Thread errors;
  private final StringBuffer err = new StringBuffer();
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Linked(Process process, SessionOptions options) {
    this.process = process;
    this.errors = Thread.ofPlatform().daemon().start(this::readErrors);
    this.session =
        DriverSession.open(
            Channels.newChannel(process.getInputStream()),
            flushed(process.getOutputStream()),
            options,
            new SessionListener() {
              @Override
              public void event(String name, int code, Object value) {
                events.add(name + " " + Json.text(value));
              }

              @Override
              public void stray(String line, String why) {
                events.add("stray " + line + " " + why);
              }

              @Override
              public void outOfStep(String why) {
                events.add("out of step " + why);
              }

              @Override
              public void ended(String why) {}
            });
    process.onExit().thenAccept(gone -> session.exited("exitCode=" + gone.exitValue()));
  }

  /** The profile is keepalive. */
  public static Linked start(TestService service, Map<String, String> environment) {
    return start(service.folder(), environment);
  }

  private static Linked start(Path folder, Map<String, String> environment) {
    var builder =
        new ProcessBuilder(
            TestService.command(List.of("--linked", folder.toString(), "--profile=keepalive")));
    builder.environment().putAll(environment);
    try {
      var options =
          new SessionOptions(
              "t", SessionOptions.FRAME_BYTES_MAX, SessionOptions.WRITE_LIMIT, List::of);
      return new Linked(builder.start(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WritableByteChannel flushed(OutputStream out) {
    WritableByteChannel channel = Channels.newChannel(out);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer from) throws IOException {
        int written = channel.write(from);
        out.flush();
        return written;
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private void readErrors() {
    try (var in = process.errorReader(StandardCharsets.UTF_8)) {
      in.lines().forEach(line -> err.append(line).append('\n'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks what it offers, as the kernel does first, and tells the session. */
  public Map<String, Object> meta() {
    Map<String, Object> meta =
        session.handshake(false, Duration.ofSeconds(LIMIT_S)).join().orElseThrow();
    session.learn(MetaReader.read(meta));
    return meta;
  }

  /** One call, and what has come of it so far. */
  public record Heard(Call call, List<String> said) {

    /** What has come of it in the end: {@code done}, {@code error} and the like. */
    public String end() {
      Await.until(
          "the call has ended",
          Duration.ofSeconds(LIMIT_S),
          () -> !said.isEmpty() && !said.getLast().startsWith("event "));
      return said.getLast();
    }
  }

  public Heard call(String command, Map<String, Object> params) {
    List<String> said = new CopyOnWriteArrayList<>();
    Call call =
        session.call(
            CallRequest.builder("t", command).params(params).build(),
            new CallSink() {
              @Override
              public void event(String name, Object value) {
                said.add("event " + name + " " + Json.text(value));
              }

              @Override
              public void done(Object value) {
                said.add("done " + Json.text(value));
              }

              @Override
              public void error(int code, Object value) {
                said.add("error " + code + " " + Json.text(value));
              }

              @Override
              public void refused(Refusal refusal) {
                said.add("refused " + refusal.message());
              }
            });
    return new Heard(call, said);
  }

  /** Events as the session's listener hears them, whoever they belong to. */
  public List<String> events() {
    return events;
  }

  public String err() {
    return err.toString();
  }

  public Process process() {
    return process;
  }

  /** Closes its standard input. */
  public Linked finish() {
    session.finish();
    return this;
  }

  /** What it exits with. */
  public int exit() {
    try {
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end: " + err);
      }
      errors.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    session.close();
  }
}
