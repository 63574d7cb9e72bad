package io.backplane.units;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.calls.CallSwitchboard;
import io.backplane.security.KeyFileSecrets;
import io.backplane.supervisor.ProcessSupervisor;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Timing;
import io.backplane.testing.Await;
import io.backplane.testing.TempStore;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitPackage;
import io.backplane.updates.JournaledUpdates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Packages and instances over real processes, in a directory of their own. */
final class Rig implements AutoCloseable {

  /** How a call ended. */
  record Answer(String kind, int code, Object value) {
    Object get(String name) {
      return ((Map<?, ?>) value).get(name);
    }
  }

  final TempStore store = new TempStore();
  final CrashingStore crashing = new CrashingStore(store);
  private final TempStore telemetry = new TempStore();
  final Path data;
  private final UnitsLimits limits;
  private final Duration drain;
  private ProcessSupervisor supervisor;
  private CallSwitchboard switchboard;
  private JournaledUpdates updates;
  private DiskPackages packages;
  private SupervisedInstances instances;

  Rig() {
    this(Duration.ofSeconds(20));
  }

  /**
   * @param drain for calls under way in a version that goes
   */
  Rig(Duration drain) {
    try {
      data = Files.createTempDirectory("units-rig-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.drain = drain;
    limits =
        new UnitsLimits(
            Duration.ofSeconds(20),
            Timing.DEFAULT
                .starting(Duration.ofSeconds(20), Duration.ofSeconds(15), Duration.ofSeconds(10))
                .ending(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .health(Duration.ofMillis(200), Duration.ofSeconds(5), 1));
    open();
  }

  private void open() {
    supervisor = ProcessSupervisor.open(data, store, telemetry);
    switchboard = new CallSwitchboard();
    updates = JournaledUpdates.open(crashing, switchboard, drain);
    var secrets = new KeyFileSecrets(data);
    packages =
        new DiskPackages(
            data,
            store,
            supervisor,
            new Programs(data, data.resolve("run/backplane.sock").toString(), this::host),
            secrets,
            Clock.systemUTC(),
            PackageLimits.DEFAULT);
    instances =
        new SupervisedInstances(
            new Surroundings(
                data,
                supervisor,
                switchboard,
                switchboard,
                packages,
                new SqlInstances(crashing),
                new SqlSwitches(crashing),
                new SqlCodes(crashing),
                new References(new SqlReferences(crashing), new SealedConfig(secrets)),
                updates,
                new SealedConfig(secrets),
                Clock.systemUTC(),
                limits));
  }

  /** Python in the place of a JVM; the words are its own. */
  private List<String> host(List<String> words) throws IOException {
    if (words.contains("--heap=none")) {
      throw new IOException("no such word: --heap=none");
    }
    Path script = data.resolve("host.py");
    try (InputStream in = Rig.class.getResourceAsStream("/fixtures/host.py")) {
      Files.write(script, in.readAllBytes());
    }
    var command = new ArrayList<>(List.of("/usr/bin/env", "python3", script.toString()));
    command.addAll(words);
    return command;
  }

  UnitPackage install(Service service) {
    Path source = source(UUID.randomUUID().toString());
    return packages.install(service.write(source), "test").packages().getFirst();
  }

  /** What a piece of work is refused with. */
  static Refusal refusal(Runnable work) {
    try {
      work.run();
    } catch (RefusedException e) {
      return e.refusal();
    }
    throw new AssertionError("not refused");
  }

  Instance create(NewInstance wanted) {
    return instances.create(wanted, "test");
  }

  ProcessSupervisor supervisor() {
    return supervisor;
  }

  CallSwitchboard switchboard() {
    return switchboard;
  }

  DiskPackages packages() {
    return packages;
  }

  SupervisedInstances instances() {
    return instances;
  }

  /** The kernel ends without a word to the processes, and comes again. */
  void restartKernel() {
    stopKernel();
    startKernel();
  }

  void startKernel() {
    store.restart();
    telemetry.restart();
    open();
  }

  void stopKernel() {
    instances.close();
    updates.close();
    supervisor.close();
  }

  Path source(String name) {
    return data.resolve("sources").resolve(name);
  }

  UnitPackage install(Driver driver) {
    Path source = source(UUID.randomUUID().toString());
    return packages.install(driver.write(source), "test").packages().getFirst();
  }

  Instance await(String id, Phase phase) {
    return Await.value(
        id + " is " + phase + " " + log(id),
        () -> instances.find(id).orElseThrow(),
        instance -> instance.phase() == phase);
  }

  Instance run(String id) {
    instances.start(id, "test");
    return await(id, Phase.RUNNING);
  }

  private String log(String id) {
    return instances.find(id).map(i -> i.setup().directory().toString()).orElse("");
  }

  Answer call(String id, String command, Map<String, Object> params) {
    return answer(send(id, command, params));
  }

  static <T> T answer(CompletableFuture<T> future) {
    try {
      return future.get(Await.LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  String version(String id) {
    Answer answer = call(id, "version", Map.of());
    return answer.kind().equals("done") ? (String) answer.get("version") : answer.toString();
  }

  CompletableFuture<Answer> send(String id, String command, Map<String, Object> params) {
    var answer = new CompletableFuture<Answer>();
    CallRequest request =
        CallRequest.builder(id, command).params(params).context(CallContext.of("test")).build();
    switchboard.call(request, new Ear(answer, new CompletableFuture<>()));
    return answer;
  }

  /** A stream that has begun. */
  CompletableFuture<Answer> stream(String id) {
    var answer = new CompletableFuture<Answer>();
    var begun = new CompletableFuture<String>();
    switchboard.call(
        CallRequest.builder("driver:" + id, "run").context(CallContext.of("test")).build(),
        new Ear(answer, begun));
    answer(begun);
    return answer;
  }

  private record Ear(CompletableFuture<Answer> answer, CompletableFuture<String> first)
      implements CallSink {
    @Override
    public void event(String name, Object value) {
      first.complete(name);
    }

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
  }

  List<String> events() {
    return store.events().since(0, 10_000).stream()
        .map(event -> event.type() + " " + event.subject())
        .toList();
  }

  @Override
  public void close() {
    for (Instance instance : instances.list()) {
      supervisor.find(instance.supervised()).ifPresent(_ -> end(instance.supervised()));
    }
    supervisor.all().forEach(unit -> end(unit.state().id()));
    stopKernel();
    store.close();
    telemetry.close();
    try {
      FileModes.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end(String unit) {
    supervisor.stop(unit, true);
    Await.until(
        unit + " has ended", () -> supervisor.find(unit).map(u -> !u.state().live()).orElse(true));
  }
}
