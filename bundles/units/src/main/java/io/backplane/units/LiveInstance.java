package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.units.InstanceRow.Running;
import io.backplane.units.SqlInstances.Story;
import io.backplane.units.spi.DriverPackage;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance: its row, its place in the switchboard, its process. Changed under its lock. */
final class LiveInstance {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.units");
  private static final UnitOptions MULTIPLEX = new UnitOptions(64, 1_024, false);

  private final Surroundings all;
  private final InstanceHome home;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile InstanceRow row;
  private volatile Running running;
  private volatile Registration registration;
  private volatile Optional<DriverChange> change = Optional.empty();
  private volatile InstanceViews.Shown shown;
  private boolean outdated;

  LiveInstance(Surroundings all, InstanceRow row, Running running) {
    this.all = all;
    this.row = row;
    this.running = running;
    this.home = new InstanceHome(all.data(), row.id());
  }

  String id() {
    return row.id();
  }

  InstanceRow row() {
    return row;
  }

  Running running() {
    return running;
  }

  InstanceHome home() {
    return home;
  }

  Optional<InstanceViews.Shown> shown() {
    return Optional.ofNullable(shown);
  }

  void shown(InstanceViews.Shown next) {
    shown = next;
  }

  Registration registration() {
    return registration;
  }

  /** What goes on. */
  Optional<Update> underWay() {
    return all.updates().underWay(Surroundings.KIND, id());
  }

  /** What an update is about to change. */
  Optional<DriverChange> change() {
    return change;
  }

  Surroundings surroundings() {
    return all;
  }

  /**
   * Takes the name.
   *
   * @throws RefusedException {@link Refusal.Conflict} when it is taken, {@link Refusal.Invalid} for
   *     its form
   */
  void register() {
    Meta meta = driver().meta();
    registration =
        all.units()
            .register(
                "driver",
                row.id(),
                unit(meta, row.supervised()),
                meta.info().traits().multiplex() ? MULTIPLEX : UnitOptions.SERIAL);
  }

  DriverUnit unit(Meta meta, String supervised) {
    return new DriverUnit(meta, supervised, all.supervisor());
  }

  DriverPackage driver() {
    return all.packages().get(row.ref());
  }

  /** What the instance's own configuration is, in plain text. */
  Map<String, Object> plainConfig() {
    return plainConfig(row.configNumber());
  }

  Map<String, Object> plainConfig(long number) {
    ConfigRow config =
        all.rows()
            .config(id(), number)
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal.NotFound("configuration of " + id(), Long.toString(number))));
    return all.sealed().open(id(), config.config());
  }

  /** With the defaults of a version of the package. */
  Map<String, Object> effective(Meta meta, Map<String, Object> plain) {
    return ConfigRules.effective(meta, all.packages().plainDefaults(row.packageId()), plain);
  }

  DriverLaunch launch() {
    return launch(row, row.supervised(), driver(), plainConfig());
  }

  DriverLaunch launch(
      InstanceRow next, String supervised, DriverPackage driver, Map<String, Object> plain) {
    return new DriverLaunch(
        next,
        supervised,
        driver,
        effective(driver.meta(), plain),
        all.sealed().openWords(id(), next.environment()),
        home,
        all.limits(),
        () -> started(supervised, Running.of(next)));
  }

  /** A process beside the instance's own becomes that with the commit. */
  private void started(String supervised, Running next) {
    if (supervised.equals(row.supervised())) {
      all.rows().running(id(), next);
      running = next;
    }
  }

  UnitState state() {
    return all.supervisor().find(row.supervised()).orElseThrow().state();
  }

  /** Tells the supervisor what to run, once that can be run. */
  void apply() {
    DriverLaunch launch;
    try {
      launch = launch();
    } catch (IllegalStateException e) {
      LOG.error("{} cannot be started again: {}", id(), e.getMessage());
      applyUnstartable(e.getMessage());
      return;
    }
    boolean known = all.supervisor().create(row.supervised()).state().phase() != Phase.CREATED;
    if (known || launch.problems().isEmpty()) {
      all.supervisor().configure(launch.spec(), launch.preparation());
    }
  }

  /** Without its secrets a process can still be found, looked at and ended. */
  private void applyUnstartable(String reason) {
    var bare =
        new DriverLaunch(
            row, row.supervised(), driver(), Map.of(), Map.of(), home, all.limits(), () -> {});
    all.supervisor().create(row.supervised());
    all.supervisor()
        .configure(
            bare.spec(),
            _ -> {
              throw new IOException(reason);
            });
  }

  /** Finds the process again that a kernel before this one has left. */
  void restore() {
    lock.lock();
    try {
      home.make();
      new Recovery(this).run();
    } catch (InterruptedException e) {
      LOG.info("{} is not restored: the kernel ends", id());
    } catch (RuntimeException e) {
      LOG.error("{} cannot be restored; it stays as it is", id(), e);
    } finally {
      lock.unlock();
      ready.complete(null);
    }
  }

  /** Brings into being what has its row now. */
  void begin() {
    try {
      home.make();
      writeFile();
      apply();
    } finally {
      ready.complete(null);
    }
  }

  void writeFile() {
    all.rows().config(id(), row.configNumber()).ifPresent(c -> home.write(row, c.config()));
  }

  /** Something that is done to the instance while nothing else is. */
  interface Work<T> {
    T run();
  }

  /**
   * Waits for an old version to go that an update has replaced.
   *
   * @throws RefusedException {@link Refusal.Busy} while the process is being looked for, or an
   *     update is under way
   */
  <T> T alone(Work<T> work) {
    awaitReady();
    underWay()
        .filter(update -> update.record().outcome() != Outcome.UNDER_WAY)
        .ifPresent(update -> await(update.over(), "the old version of " + id() + " is going"));
    lock.lock();
    try {
      underWay()
          .ifPresent(
              update -> {
                throw new RefusedException(
                    new Refusal.Busy(
                        id() + " is being updated: " + update.record().step().word(),
                        Duration.ofSeconds(5)));
              });
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  private void awaitReady() {
    await(ready, "the process of " + id() + " is being looked for");
  }

  private void await(CompletableFuture<Void> event, String why) {
    try {
      event.get(all.limits().lookup().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RefusedException(new Refusal.Busy(why, Duration.ofSeconds(1)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
    }
  }

  /** Only called inside {@link #alone}. */
  void changing(DriverChange begun) {
    change = Optional.of(begun);
  }

  /** Its version is certain; what came meanwhile is made up for. */
  void changed() {
    lock.lock();
    try {
      change = Optional.empty();
      writeFile();
      if (outdated) {
        outdated = false;
        new Reconfiguration(this).refresh();
      }
    } finally {
      lock.unlock();
    }
  }

  void become(InstanceRow next, Running process) {
    row = next;
    running = process;
  }

  /** Stores a change and lets its process know. Only called inside {@link #alone}. */
  void store(InstanceRow next, Optional<ConfigRow> config, Story story) {
    row = all.rows().change(next, config, story);
    writeFile();
    apply();
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the field that keeps it from starting
   */
  void checkComplete() {
    Meta meta = driver().meta();
    ConfigRules.check(meta, effective(meta, plainConfig()));
  }

  /** The package's defaults or its meta have changed. */
  void refresh() {
    awaitReady();
    lock.lock();
    try {
      if (change.isPresent()) {
        outdated = true;
      } else {
        new Reconfiguration(this).refresh();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes all of it but the process, which is gone. */
  void remove(String by) {
    all.supervisor().remove(row.supervised());
    all.updates().forget(Surroundings.KIND, id());
    all.rows().remove(id(), by);
    home.delete(); // before the name is free, or the next one's files would go
    registration.close();
  }
}
