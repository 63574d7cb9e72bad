package io.backplane.supervisor;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.driver.spi.DriverSession;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import io.backplane.supervisor.log.PipePump;
import io.backplane.supervisor.process.ErrorOutput;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Trial;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A throw-away process with its session. */
final class PipedTrial implements Trial, SessionListener {

  private static final int STDERR_LINES = 64;

  private final RunningProcess process;
  private final Listener listener;
  private final InstantSource clock;
  private final DriverSession session;
  private final PipePump pump;
  private final Runnable forget;
  private final ArrayDeque<String> lastWords = new ArrayDeque<>();
  private final CompletableFuture<Exit> exit;

  /**
   * @param forget removes what the process leaves behind
   */
  PipedTrial(
      RunningProcess process,
      Listener listener,
      InstantSource clock,
      int frameBytes,
      Runnable forget) {
    this.process = process;
    this.listener = listener;
    this.clock = clock;
    this.forget = forget;
    var options =
        new SessionOptions("trial", frameBytes, SessionOptions.WRITE_LIMIT, this::lastWords);
    this.session = DriverSession.open(process.output(), process.input(), options, this);
    ErrorOutput.Pipe errors = (ErrorOutput.Pipe) process.errors();
    this.pump = PipePump.start(errors.stream(), this::stderr);
    this.exit =
        process
            .exit()
            .thenApplyAsync(
                ended -> exited(ended), task -> Thread.ofVirtual().name("trial-end").start(task));
  }

  private Exit exited(RunningProcess.Ended ended) {
    process.kill();
    pump.finish();
    session.exited("exitCode=" + ended.code());
    LastAnswer.await(session, "a trial");
    forget.run();
    return new Exit(ended.code(), clock.instant());
  }

  private void stderr(String line) {
    synchronized (lastWords) {
      if (lastWords.size() == STDERR_LINES) {
        lastWords.removeFirst();
      }
      lastWords.addLast(line);
    }
    listener.line(LogStream.STDERR, line);
  }

  private List<String> lastWords() {
    synchronized (lastWords) {
      return List.copyOf(lastWords);
    }
  }

  @Override
  public long pid() {
    return process.id().orElseThrow().pid();
  }

  @Override
  public CompletableFuture<Optional<Map<String, Object>>> describe(Duration limit) {
    return session.handshake(false, limit);
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return session.call(request, sink);
  }

  @Override
  public void finish() {
    session.finish();
    process.endInput();
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return exit;
  }

  @Override
  public void event(String name, int code, Object value) {
    listener.event(new DriverEvent(clock.instant(), name, code, value));
  }

  @Override
  public void stray(String line, String why) {
    listener.line(LogStream.STDOUT, line);
  }

  @Override
  public void outOfStep(String why) {
    process.kill();
  }

  @Override
  public void ended(String why) {}

  @Override
  public void close() {
    process.kill();
    session.close();
    process.close();
  }
}
