package io.backplane.bench;

import io.backplane.calls.CallSwitchboard;
import io.backplane.store.SqliteStore;
import io.backplane.store.StoreSetup;
import io.backplane.supervisor.ProcessSupervisor;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A supervisor in this process, with what it needs and nothing else. Ends what it runs. */
final class Supervision implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path data;
  private final SqliteStore manager;
  private final SqliteStore telemetry;
  private final ProcessSupervisor supervisor;
  private final CallSwitchboard switchboard = new CallSwitchboard();

  Supervision(Scratch scratch, LogSettings log) throws IOException {
    data = scratch.freshDirectory("supervision");
    System.setProperty("org.sqlite.tmpdir", data.toString());
    manager = SqliteStore.open(StoreSetup.manager(data));
    telemetry = SqliteStore.open(StoreSetup.telemetry(data));
    supervisor = ProcessSupervisor.open(data, manager, telemetry, log);
  }

  ProcessSupervisor supervisor() {
    return supervisor;
  }

  CallSwitchboard switchboard() {
    return switchboard;
  }

  UnitSpec spec(String id, List<String> command) throws IOException {
    Path work = Files.createDirectories(data.resolve("work"));
    return UnitSpec.of(id, command, work, logs(id));
  }

  Path logs(String id) {
    return data.resolve("logs").resolve(id);
  }

  /** Starts a unit and waits until it runs. */
  void run(UnitSpec spec) throws IOException, InterruptedException {
    supervisor.configure(spec, Preparation.NONE);
    supervisor.start(spec.id());
    UnitState state = supervisor.await(spec.id(), LIMIT, Phase.RUNNING, Phase.CRASHED);
    if (state.phase() != Phase.RUNNING) {
      throw new IOException(spec.id() + " does not run: " + state);
    }
  }

  void end(String id) throws InterruptedException {
    supervisor.stop(id, true);
    supervisor.await(id, LIMIT, Phase.STOPPED, Phase.CREATED, Phase.CONFIGURED);
  }

  @Override
  public void close() {
    try {
      for (var unit : supervisor.all()) {
        end(unit.state().id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    supervisor.close();
    manager.close();
    telemetry.close();
  }
}
