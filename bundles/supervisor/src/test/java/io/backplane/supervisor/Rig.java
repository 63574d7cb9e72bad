package io.backplane.supervisor;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Spare;
import io.backplane.supervisor.spi.SpareStatus;
import io.backplane.supervisor.spi.Timing;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import io.backplane.testing.TempStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A supervisor over real processes in a directory of its own. */
final class Rig implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(20);

  /** An answer of a call: {@code done}, {@code error} or {@code refused}. */
  record Answer(String kind, int code, Object value) {
    @SuppressWarnings("unchecked") // the drivers here answer with objects
    Map<String, Object> map() {
      return (Map<String, Object>) value;
    }
  }

  final TempStore store = new TempStore();
  private final TempStore telemetry = new TempStore();
  final Path data;
  private final boolean detached;
  private final LogSettings log;
  private final int spares;
  private ProcessSupervisor supervisor;

  Rig() {
    this(true, LogSettings.DEFAULT);
  }

  Rig(boolean detached, LogSettings log) {
    this(detached, log, SupervisorConfig.SPARES);
  }

  Rig(boolean detached, LogSettings log, int spares) {
    this.detached = detached;
    this.log = log;
    this.spares = spares;
    try {
      data = Files.createTempDirectory("backplane-units-");
      Files.createDirectories(data.resolve("work"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    supervisor = open();
  }

  static Workshop.Setup setup(Path data, boolean detached, LogSettings log, int spares) {
    return new Workshop.Setup(
        data.resolve("run/units"),
        detached,
        "backplane-test-" + Integer.toHexString(data.hashCode()),
        1 << 20,
        log,
        spares);
  }

  private ProcessSupervisor open() {
    var setup = setup(data, detached, log, spares);
    var clock = InstantSource.system();
    var shop = new Workshop(setup, new SqlUnits(store), clock, new SystemTimers());
    var sampling =
        new Sampling(new SqlSamples(telemetry), clock, Duration.ofMillis(100), Duration.ofHours(1));
    return new ProcessSupervisor(shop, sampling, data, 512);
  }

  ProcessSupervisor supervisor() {
    return supervisor;
  }

  /** As a kernel that dies and comes again: nothing is told to anybody. */
  void restartKernel() {
    supervisor.close();
    supervisor = open();
  }

  /** Kills the kernel without starting another. */
  void killKernel() {
    supervisor.close();
  }

  void startKernel() {
    supervisor = open();
  }

  static Path driver() {
    try {
      return Path.of(Rig.class.getResource("/fixtures/driver.py").toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  UnitSpec python(String id, String... args) {
    var command = new ArrayList<>(List.of(driver().toString()));
    command.addAll(List.of(args));
    return spec(id, command);
  }

  /** The same driver, whose process can be started ahead. */
  UnitSpec spared(String id, String... args) {
    return spared(python(id, args));
  }

  static UnitSpec spared(UnitSpec spec) {
    return spec.meta(Meta.of("test.driver", "1.0.0", "", CommandMeta.of("echo", "")))
        .spare(new Spare(List.of(driver().toString()), List.of("--spare")));
  }

  /** The spare that waits. */
  SpareStatus spare() {
    return Await.value(
            "a spare waits", supervisor::spares, all -> all.stream().anyMatch(SpareStatus::waiting))
        .stream()
        .filter(SpareStatus::waiting)
        .findFirst()
        .orElseThrow();
  }

  UnitSpec shell(String id, String script) {
    return spec(id, List.of("/bin/sh", "-c", script));
  }

  UnitSpec spec(String id, List<String> command) {
    return UnitSpec.of(id, command, data.resolve("work"), logs(id))
        .timing(
            Timing.DEFAULT
                .starting(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(5))
                .ending(Duration.ofMillis(300), Duration.ofMillis(300)));
  }

  Path logs(String id) {
    return data.resolve("logs").resolve(id);
  }

  static UnitSpec fast(UnitSpec spec, RestartPolicy restart, int failuresMax) {
    return spec.keep(
        Profile.KEEPALIVE,
        restart,
        new BackOff(
            Duration.ofMillis(10),
            1,
            0,
            Duration.ofMillis(10),
            failuresMax,
            Duration.ofMinutes(10)));
  }

  UnitState run(UnitSpec spec) {
    supervisor.configure(spec, Preparation.NONE);
    supervisor.start(spec.id());
    return await(spec.id(), Phase.RUNNING);
  }

  UnitState await(String id, Phase... phases) {
    try {
      UnitState state = supervisor.await(id, LIMIT, phases);
      if (!List.of(phases).contains(state.phase())) {
        throw new AssertionError(id + " is " + state + ", not " + List.of(phases) + log(id));
      }
      return state;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer call(String id, String command, Map<String, Object> params) {
    try {
      return send(id, command, params).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      throw new AssertionError(id + " " + command + ": " + log(id), e);
    }
  }

  CompletableFuture<Answer> send(String id, String command, Map<String, Object> params) {
    var answer = new CompletableFuture<Answer>();
    CallSink sink =
        new CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            answer.complete(new Answer("done", 0, value));
          }

          @Override
          public void error(int code, Object value) {
            answer.complete(new Answer("error", code, value));
          }

          @Override
          public void refused(Refusal refusal) {
            answer.complete(new Answer("refused", 0, refusal));
          }
        };
    supervisor.call(id, CallRequest.builder(id, command).params(params).build(), sink);
    return answer;
  }

  List<String> log(String id) {
    return supervisor.log(id).newest(LogQuery.ALL, 10_000).lines().stream()
        .map(LogLine::text)
        .toList();
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public void close() {
    for (var unit : supervisor.all()) {
      supervisor.stop(unit.state().id(), true);
    }
    for (var unit : supervisor.all()) {
      await(unit.state().id(), Phase.STOPPED, Phase.CREATED, Phase.CONFIGURED);
    }
    supervisor.close();
    store.close();
    telemetry.close();
    try (var files = Files.walk(data)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new AssertionError(e);
    }
  }
}
