package io.backplane.supervisor;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.health.HealthResult;
import io.backplane.api.meta.Meta;
import io.backplane.driver.spi.DriverSession;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import io.backplane.meta.spi.MetaReader;
import io.backplane.supervisor.log.LogBook;
import io.backplane.supervisor.log.StderrPump;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.process.RunningProcess.Ended;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for one process while it lives: its session, its stderr, its health, its end. */
final class Attendance implements SessionListener {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final int STDERR_LINES = 64;

  private final SupervisedUnit unit;
  private final RunningProcess process;
  private final long start;
  private final boolean adopted;
  private final StderrPump pump;
  private final DriverSession session;
  private final HealthWatch health;
  private final AtomicBoolean endingBegun = new AtomicBoolean();
  private final CountDownLatch shaken = new CountDownLatch(1);
  private volatile boolean inStep;
  private volatile boolean detached;

  private Attendance(
      SupervisedUnit unit, RunningProcess process, long start, boolean adopted, StderrPump pump) {
    this.unit = unit;
    this.process = process;
    this.start = start;
    this.adopted = adopted;
    this.pump = pump;
    var options =
        new SessionOptions(
            unit.state().id(),
            unit.shop().frameBytes(),
            SessionOptions.WRITE_LIMIT,
            this::lastWords);
    this.session = DriverSession.open(process.output(), process.input(), options, this);
    this.health = new HealthWatch(unit, session, this::faulty);
    learn(unit.spec());
  }

  /** Begins to read what the process says. */
  static Attendance of(SupervisedUnit unit, RunningProcess process, long start, boolean adopted)
      throws IOException {
    LogBook book = unit.book().orElseThrow();
    StderrPump pump = unit.shop().pump(process.errors(), unit.spec().run(start), book, adopted);
    return new Attendance(unit, process, start, adopted, pump);
  }

  /** Shakes hands with the driver, and waits for the process's end. */
  void begin() {
    process.exit().thenAccept(this::exited);
    UnitSpec spec = unit.spec();
    if (spec.profile() == Profile.ONESHOT) {
      ready();
      if (adopted) {
        // Its one request may have been another kernel's.
        session.finish();
        process.endInput();
      }
      return;
    }
    if (adopted && spec.meta().isEmpty()) {
      faulty("the kernel was restarted, and a driver without meta cannot be found in step again");
      return;
    }
    session
        .handshake(adopted, spec.timing().handshake())
        .whenComplete((answer, failure) -> shaken(answer, failure));
    if (!adopted) {
      unit.shop().after(spec.timing().grace(), this::ready);
    }
  }

  private void shaken(Optional<Map<String, Object>> answer, Throwable failure) {
    inStep = failure == null || !adopted && failure instanceof TimeoutException;
    shaken.countDown();
    if (failure == null) {
      answer.filter(_ -> unit.spec().meta().isEmpty()).ifPresent(this::learn);
      ready();
    } else if (adopted) {
      faulty("no answer after the kernel was restarted");
    } else if (inStep) {
      unit.say(
          LogStream.KERNEL,
          LogLevel.WARN,
          "no answer to meta.describe within "
              + unit.spec().timing().handshake().toMillis()
              + " ms; it is taken for a driver without meta");
      ready();
    }
  }

  private void learn(Map<String, Object> answer) {
    try {
      session.learn(MetaReader.read(answer));
    } catch (RefusedException e) {
      unit.say(LogStream.KERNEL, LogLevel.WARN, "its meta cannot be read: " + e.getMessage());
    }
  }

  /** What the driver offers may have been overlaid anew. */
  void learn(UnitSpec spec) {
    Optional<Meta> meta = spec.meta();
    meta.ifPresent(session::learn);
  }

  private void ready() {
    unit.told(new UnitEvent.Ready(start)).thenAccept(this::fillSpares);
    if (unit.spec().profile() == Profile.KEEPALIVE) {
      health.begin();
    }
  }

  /** Others may start soon; whoever has only just begun has had its way. */
  private void fillSpares(UnitState now) {
    if (now.phase() == Phase.RUNNING && now.start() == start) {
      unit.shop().spares().fill(unit.spec().spare());
    }
  }

  private void faulty(String reason) {
    inStep = false;
    unit.tell(new UnitEvent.Faulty(start, reason));
  }

  long start() {
    return start;
  }

  boolean inStep() {
    return inStep || unit.spec().profile() == Profile.ONESHOT;
  }

  RunningProcess process() {
    return process;
  }

  Optional<HealthResult> health() {
    return health.last();
  }

  Call call(CallRequest request, CallSink sink) {
    awaitStep();
    health.giveWay();
    Call call = session.call(request, sink);
    if (unit.spec().profile() == Profile.ONESHOT) {
      session.finish();
      process.endInput();
    }
    return call;
  }

  private void awaitStep() {
    try {
      if (unit.spec().profile() == Profile.KEEPALIVE) {
        shaken.await(unit.spec().timing().handshake().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!inStep()) {
      throw new RefusedException(
          new Refusal.Busy(
              unit.state().id() + " is not in step: try again shortly", Duration.ofSeconds(1)));
    }
  }

  private List<String> lastWords() {
    pump.catchUp();
    LogQuery query =
        new LogQuery(
            Optional.empty(),
            Optional.empty(),
            LogLevel.TRACE,
            Optional.of(LogStream.STDERR),
            "",
            Optional.empty());
    return unit.book().orElseThrow().newest(query, STDERR_LINES).lines().stream()
        .map(LogLine::text)
        .toList();
  }

  @Override
  public void event(String name, int code, Object value) {
    unit.events().add(new DriverEvent(unit.shop().clock().instant(), name, code, value));
  }

  @Override
  public void stray(String line, String why) {
    unit.say(LogStream.STDOUT, LogLevel.WARN, line);
  }

  @Override
  public void outOfStep(String why) {
    faulty(why);
  }

  @Override
  public void ended(String why) {
    LOG.debug("stdout of {} has ended: {}", unit.state().id(), why);
  }

  private void exited(Ended ended) {
    health.end();
    Thread.ofVirtual().name("after-exit").start(() -> afterExit(ended));
  }

  /**
   * What the process has left goes before another one can come; what it said is kept until its end
   * is stored and its last line is in the log. After a detach the next kernel does all that.
   */
  private void afterExit(Ended ended) {
    if (detached) {
      return;
    }
    process.kill();
    if (ended.code() != 0) {
      pump.catchUp();
    }
    String detail = ended.code() == 0 ? ended.detail() : ended.detail() + lastWord();
    var stored = unit.told(new UnitEvent.Exited(start, ended.code(), detail));
    pump.finish();
    String program = unit.spec().command().getFirst();
    String status = ended.code() >= 0 && ended.code() <= 128 ? "normal" : "crash";
    session.exited("program=" + program + ", exitCode=" + ended.code() + ", exitStatus=" + status);
    LastAnswer.await(session, unit.state().id());
    session.close();
    process.close();
    if (!detached) {
      stored.thenRun(() -> unit.forget(start));
    }
  }

  private String lastWord() {
    String last = pump.lastLine();
    return last.isEmpty() ? "" : ": " + last;
  }

  /** Ends the process step by step, on a thread of its own; asking again with force hurries. */
  void end(boolean force) {
    if (force) {
      Thread.ofVirtual().name("ending").start(process::kill);
    } else if (endingBegun.compareAndSet(false, true)) {
      Thread.ofVirtual().name("ending").start(this::endInSteps);
    }
  }

  private void endInSteps() {
    health.end();
    session.finish();
    process.endInput();
    if (ended(unit.spec().timing().endOfInput())) {
      return;
    }
    unit.say(LogStream.KERNEL, LogLevel.INFO, "still there after the end of its input: SIGTERM");
    process.terminate();
    if (ended(unit.spec().timing().terminate())) {
      return;
    }
    unit.say(LogStream.KERNEL, LogLevel.WARN, "still there after SIGTERM: SIGKILL");
    process.kill();
  }

  private boolean ended(Duration limit) {
    try {
      process.exit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Lets go of the process without ending it. */
  void detach() {
    detached = true;
    health.end();
    pump.close();
    process.close();
    session.close();
  }
}
