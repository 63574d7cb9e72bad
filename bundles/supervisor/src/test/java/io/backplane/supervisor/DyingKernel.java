package io.backplane.supervisor;

import io.backplane.store.SqliteStore;
import io.backplane.store.StoreSetup;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import io.backplane.testing.TempStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kernel in a JVM of its own that dies at some step of a start with a spare. */
final class DyingKernel {

  /** Where it dies. */
  enum Step {
    /** A spare waits, and nobody wants it. */
    WAITING,
    /** The spare's token is stored with the unit. */
    STORED,
    /** The spare's directory is the unit's. */
    MOVED,
    /** The spare knows who it is. */
    TOLD,
    /** The spare's identity is stored with the unit. */
    SPAWNED
  }

  private DyingKernel() {}

  /**
   * Says the number of the spare.
   *
   * @param args data directory, directory of the store, step
   */
  public static void main(String[] args) throws InterruptedException {
    Path data = Path.of(args[0]);
    Step step = Step.valueOf(args[2]);
    var store = SqliteStore.open(StoreSetup.manager(Path.of(args[1])));
    var setup = Rig.setup(data, true, LogSettings.DEFAULT, 1);
    var clock = InstantSource.system();
    var units = new DyingUnits(new SqlUnits(store), step);
    var shop = new Workshop(setup, units, clock, new SystemTimers());
    var telemetry = new SqlSamples(new TempStore());
    var sampling = new Sampling(telemetry, clock, Duration.ofHours(1), Duration.ofHours(1));
    var supervisor = new ProcessSupervisor(shop, sampling, data, 10);
    supervisor.configure(spec(data, "first"), Preparation.NONE);
    supervisor.start("first");
    supervisor.await("first", Rig.LIMIT, Phase.RUNNING);
    long pid =
        Await.value(
                "a spare waits",
                supervisor::spares,
                all -> !all.isEmpty() && all.getFirst().waiting())
            .getFirst()
            .pid();
    System.out.println(pid);
    supervisor.configure(
        spec(data, "d"),
        directory -> {
          die(step == Step.MOVED);
          return Map.of();
        });
    die(step == Step.WAITING);
    supervisor.start("d");
    supervisor.await("d", Rig.LIMIT, Phase.RUNNING);
  }

  static UnitSpec spec(Path data, String id) {
    return Rig.spared(
        UnitSpec.of(
            id,
            List.of(Rig.driver().toString()),
            data.resolve("work"),
            data.resolve("logs").resolve(id)));
  }

  private static void die(boolean now) {
    if (now) {
      System.out.flush();
      Runtime.getRuntime().halt(9);
    }
  }

  private record DyingUnits(UnitRepository units, Step step) implements UnitRepository {

    @Override
    public Optional<UnitState> find(String id) {
      return units.find(id);
    }

    @Override
    public void save(UnitState before, UnitState next, String subject) {
      boolean ours = next.id().equals("d");
      boolean spawned = next.process().isPresent();
      die(ours && spawned && step == Step.TOLD);
      units.save(before, next, subject);
      die(ours && spawned && step == Step.SPAWNED);
      die(ours && next.phase() == Phase.STARTING && step == Step.STORED);
    }

    @Override
    public void add(UnitState state) {
      units.add(state);
    }

    @Override
    public void remove(String id) {
      units.remove(id);
    }
  }
}
