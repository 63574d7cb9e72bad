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
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UnitPackage;
import io.backplane.updates.spi.Update;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance: its row, its place in the switchboard, its process. Changed under its lock. */
final class LiveInstance {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.units");
  private static final UnitOptions MULTIPLEX = new UnitOptions(64, 1_024, false);

  private final Surroundings all;
  private final Kind kind;
  private final InstanceHome home;
  private final Turns turns;
  private volatile InstanceRow row;
  private volatile Optional<UnitPackage> own = Optional.empty();
  private volatile Running running;
  private volatile Registration registration;
  private volatile Optional<VersionChange> change = Optional.empty();
  private volatile InstanceViews.Shown shown;
  private Optional<String> outdatedBy = Optional.empty();

  LiveInstance(Surroundings all, InstanceRow row, Running running) {
    this.all = all;
    this.row = row;
    this.running = running;
    this.kind = all.packages().find(row.ref()).map(UnitPackage::kind).orElse(Kind.DRIVER);
    this.home = new InstanceHome(all.data(), kind, row.id());
    this.turns = new Turns(row.id(), all.limits().lookup(), this::underWay);
    if (kind == Kind.SERVICE) {
      own = code().known(packaged());
    }
  }

  String id() {
    return row.id();
  }

  Kind kind() {
    return kind;
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
  Optional<VersionChange> change() {
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
    Meta meta = pack().meta();
    registration =
        all.units()
            .register(
                kind.word(),
                row.id(),
                unit(meta, row.supervised()),
                meta.info().traits().multiplex() ? MULTIPLEX : UnitOptions.SERIAL);
  }

  ProcessUnit unit(Meta meta, String supervised) {
    return new ProcessUnit(meta, supervised, all.supervisor());
  }

  /** What it runs: its package's version, or the code in its workspace. */
  UnitPackage pack() {
    return own.orElseGet(this::packaged);
  }

  private UnitPackage packaged() {
    return all.packages().get(row.ref());
  }

  OwnCode code() {
    return new OwnCode(all, id(), home.workspace());
  }

  /** The code in its workspace, as it was last read. */
  Optional<UnitPackage> ownCode() {
    return own;
  }

  /** Reads the code in its workspace, if there is any. Only called inside {@link #alone}. */
  void readCode() {
    OwnCode code = code();
    if (kind == Kind.SERVICE && (own.isPresent() || code.there())) {
      Optional<UnitPackage> now =
          code.there() ? Optional.of(code.read(packaged())) : Optional.empty();
      if (!now.map(UnitPackage::digest).equals(own.map(UnitPackage::digest))) {
        own = now;
        new Reconfiguration(this).refresh("workspace");
      }
    }
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

  /** With the package's defaults below it, and what services want over it. */
  Map<String, Object> effective(Meta meta, Map<String, Object> plain) {
    return overDefaults(meta, ConfigRules.over(plain, all.references().overrides(id())));
  }

  Map<String, Object> overDefaults(Meta meta, Map<String, Object> plain) {
    return ConfigRules.effective(meta, all.packages().plainDefaults(row.packageId()), plain);
  }

  ProcessLaunch launch() {
    return launch(row, row.supervised(), pack(), plainConfig());
  }

  ProcessLaunch launch(
      InstanceRow next, String supervised, UnitPackage pack, Map<String, Object> plain) {
    return new ProcessLaunch(
        next,
        supervised,
        pack,
        all.programs(),
        effective(pack.meta(), plain),
        all.sealed().openWords(id(), next.environment()),
        all.references().names(id()),
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
    ProcessLaunch launch;
    try {
      launch = launch();
    } catch (IllegalStateException e) {
      LOG.error("{} cannot be started again: {}", id(), e.getMessage());
      applyUnstartable(e.getMessage());
      return;
    }
    boolean known = all.supervisor().create(row.supervised()).state().phase() != Phase.CREATED;
    if (known || launch.problems().isEmpty()) {
      all.supervisor().configure(launch.spec(), launch);
    }
  }

  /** Without its secrets a process can still be found, looked at and ended. */
  private void applyUnstartable(String reason) {
    var bare =
        new ProcessLaunch(
            row,
            row.supervised(),
            pack(),
            all.programs(),
            Map.of(),
            Map.of(),
            Map.of(),
            home,
            all.limits(),
            () -> {});
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
    turns.first(
        () -> {
          try {
            home.make();
            new Recovery(this).run();
          } catch (InterruptedException e) {
            LOG.info("{} is not restored: the kernel ends", id());
          } catch (RuntimeException e) {
            LOG.error("{} cannot be restored; it stays as it is", id(), e);
          }
        });
  }

  /** Brings into being what has its row now. */
  void begin() {
    turns.first(
        () -> {
          home.make();
          writeFile();
          apply();
        });
  }

  void writeFile() {
    all.rows().config(id(), row.configNumber()).ifPresent(c -> home.write(row, c.config()));
  }

  /** Does something while nothing else is done; see {@link Turns#alone}. */
  <T> T alone(Supplier<T> work) {
    return turns.alone(work);
  }

  /** Only called inside {@link #alone}. */
  void changing(VersionChange begun) {
    change = Optional.of(begun);
  }

  /** Its version is certain; what came meanwhile is made up for. */
  void changed() {
    turns.locked(
        () -> {
          change = Optional.empty();
          writeFile();
          Optional<String> by = outdatedBy;
          outdatedBy = Optional.empty();
          by.ifPresent(new Reconfiguration(this)::refresh);
        });
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
    Meta meta = pack().meta();
    ConfigRules.check(meta, effective(meta, plainConfig()));
  }

  /**
   * What its configuration is made of has changed.
   *
   * @param by what has
   */
  void refresh(String by) {
    turns.awaitFirst();
    turns.locked(
        () -> {
          if (change.isPresent()) {
            outdatedBy = Optional.of(by);
          } else {
            new Reconfiguration(this).refresh(by);
          }
        });
  }

  /** Removes all of it but the process, which is gone. */
  void remove(String by) {
    all.supervisor().remove(row.supervised());
    all.updates().forget(Surroundings.KIND, id());
    all.rows().remove(id(), by);
    all.codes().remove(id());
    all.references().rows().forget(id());
    home.delete(); // before the name is free, or the next one's files would go
    registration.close();
  }
}
