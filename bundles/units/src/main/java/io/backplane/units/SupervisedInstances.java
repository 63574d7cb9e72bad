package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Switchboard;
import io.backplane.api.meta.Config.Method;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.Units;
import io.backplane.security.spi.Secrets;
import io.backplane.store.spi.Store;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.units.SqlInstances.Found;
import io.backplane.units.SqlInstances.Story;
import io.backplane.units.spi.ConfigRevision;
import io.backplane.units.spi.ConfigView;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitReference;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.units.spi.UpdatePlan;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances as rows, each with a unit of the supervisor. */
@Component(service = Instances.class, immediate = true)
public final class SupervisedInstances implements Instances, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.units");
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Surroundings all;
  private final InstanceViews views;
  private final Creation creation;
  private final Trials trials;
  private final ConcurrentSkipListMap<String, LiveInstance> instances =
      new ConcurrentSkipListMap<>();
  private final Supervisor.Subscription changes;
  private final Consumer<String> refresher = this::refresh;

  @Activate
  public SupervisedInstances(
      BundleContext context,
      @Reference(target = "(db=manager)") Store store,
      @Reference Supervisor supervisor,
      @Reference Units units,
      @Reference Switchboard switchboard,
      @Reference DiskPackages packages,
      @Reference Updates updates,
      @Reference Secrets secrets) {
    this(
        new Surroundings(
            Path.of(context.getProperty("backplane.data")),
            supervisor,
            units,
            switchboard,
            packages,
            new SqlInstances(store),
            new SqlSwitches(store),
            new SqlCodes(store),
            new References(new SqlReferences(store), new SealedConfig(secrets)),
            updates,
            new SealedConfig(secrets),
            Clock.systemUTC(),
            UnitsLimits.DEFAULT));
  }

  SupervisedInstances(Surroundings all) {
    this.all = all;
    this.views = new InstanceViews(all);
    this.creation = new Creation(all, instances);
    this.trials = new Trials(all);
    this.changes = all.supervisor().listen(this::changed);
    all.packages().listen(refresher);
    all.updates().closeLeft(Surroundings.KIND);
    all.rows().all().forEach(this::restore);
  }

  private void restore(Found found) {
    var instance = new LiveInstance(all, found.row(), found.running());
    try {
      instance.register();
    } catch (RefusedException e) {
      LOG.error("{} is left alone until the next start: {}", instance.id(), e.getMessage());
      return;
    }
    instances.put(instance.id(), instance);
    // One each: a process that is slow to answer holds neither the others up nor the kernel.
    Thread.ofVirtual().name("restore-" + instance.id()).start(instance::restore);
  }

  @Override
  @Deactivate
  public void close() {
    changes.close();
    all.packages().forget(refresher);
    all.updates().leave(Surroundings.KIND);
    instances.values().forEach(instance -> instance.registration().close());
  }

  private void refresh(String packageId) {
    instances.values().stream()
        .filter(instance -> instance.row().packageId().equals(packageId))
        .forEach(instance -> instance.refresh("package " + packageId));
  }

  /** A driver that takes its configuration by a command gets it when it runs. */
  private void changed(UnitState before, UnitState after) {
    if (after.phase() != Phase.RUNNING || before.phase() == Phase.RUNNING) {
      return;
    }
    LiveInstance instance = instances.get(InstanceRow.instanceOf(after.id()));
    if (instance != null) {
      Optional<ProcessLaunch> updated = instance.change().flatMap(it -> it.launch(after.id()));
      Meta meta = updated.map(ProcessLaunch::meta).orElseGet(() -> instance.pack().meta());
      if (meta.config().apply().method() == Method.COMMAND) {
        Thread.ofVirtual()
            .name("configure-" + after.id())
            .start(() -> command(updated.orElseGet(instance::launch), after));
      }
    }
  }

  private void command(ProcessLaunch launch, UnitState started) {
    try {
      new ConfigCommand(all.supervisor(), launch, started).run();
    } catch (InterruptedException e) {
      LOG.info("{} is not configured: the kernel ends", launch);
    } catch (RuntimeException e) {
      LOG.error("{} did not get its configuration", launch, e);
    }
  }

  private LiveInstance get(String id) {
    LiveInstance instance = instances.get(id);
    if (instance == null) {
      throw new RefusedException(new Refusal.NotFound("instance", id));
    }
    return instance;
  }

  @Override
  public Instance create(NewInstance wanted, String by) {
    LiveInstance instance = creation.create(wanted, by);
    if (wanted.start()) {
      return start(instance.id(), by);
    }
    return views.of(instance);
  }

  @Override
  public List<Instance> list() {
    return instances.values().stream().map(views::of).toList();
  }

  @Override
  public Optional<Instance> find(String id) {
    return Optional.ofNullable(instances.get(id)).map(views::of);
  }

  @Override
  public Instance configure(String id, Map<String, Object> config, String by) {
    return done(get(id), instance -> new Reconfiguration(instance).configure(config, by));
  }

  private Instance done(LiveInstance instance, Consumer<LiveInstance> work) {
    return instance.alone(
        () -> {
          check(instance);
          work.accept(instance);
          return views.of(instance);
        });
  }

  /** It may have been deleted while this caller waited for its turn. */
  private void check(LiveInstance instance) {
    if (instances.get(instance.id()) != instance) {
      throw new RefusedException(new Refusal.NotFound("instance", instance.id()));
    }
  }

  @Override
  public ConfigView config(String id) {
    return views.config(get(id));
  }

  @Override
  public List<ConfigRevision> configHistory(String id) {
    return views.history(get(id));
  }

  @Override
  public Instance revert(String id, long revision, String by) {
    return done(get(id), instance -> new Reconfiguration(instance).revert(revision, by));
  }

  @Override
  public Instance change(String id, InstanceChange change, String by) {
    return done(get(id), instance -> new Reconfiguration(instance).change(change, by));
  }

  @Override
  public Instance start(String id, String by) {
    return done(
        get(id),
        instance -> {
          instance.readCode();
          instance.checkComplete();
          instance.apply();
          all.supervisor().start(instance.row().supervised());
        });
  }

  @Override
  public Instance stop(String id, boolean force, String by) {
    return done(get(id), instance -> all.supervisor().stop(instance.row().supervised(), force));
  }

  @Override
  public Instance restart(String id, String by) {
    return done(
        get(id),
        instance -> {
          instance.readCode();
          instance.checkComplete();
          instance.apply();
          all.supervisor().restart(instance.row().supervised(), "asked for by " + by);
        });
  }

  @Override
  public void delete(String id, boolean force, String by) {
    get(id)
        .alone(
            () -> {
              LiveInstance instance = get(id);
              checkUnreferred(id);
              end(instance, force);
              instances.remove(id);
              Set<String> targets = Set.copyOf(all.references().names(id).values());
              instance.remove(by);
              targets.forEach(target -> refreshed(target, id));
              return id;
            });
  }

  private void checkUnreferred(String id) {
    all.references().rows().to(id).stream()
        .findFirst()
        .ifPresent(
            reference -> {
              throw new RefusedException(
                  new Refusal.Conflict(
                      "%s refers to %s as %s: let it refer to another, or delete it first"
                          .formatted(reference.owner(), id, reference.alias())));
            });
  }

  private void refreshed(String target, String service) {
    Optional.ofNullable(instances.get(target))
        .ifPresent(instance -> instance.refresh("service " + service));
  }

  @Override
  public Instance refer(String id, String alias, Optional<UnitReference> wanted, String by) {
    LiveInstance service = get(id);
    Optional<LiveInstance> target = wanted.map(UnitReference::instance).map(this::get);
    Optional<String> before = Optional.ofNullable(all.references().names(id).get(alias));
    Instance now =
        done(
            service,
            it -> {
              if (target.isPresent()) {
                all.references().refer(it, alias, target.get(), wanted.get(), by);
              } else if (before.isPresent()) {
                all.references().rows().remove(id, alias);
              } else {
                throw new RefusedException(new Refusal.NotFound("reference of " + id, alias));
              }
              var data = Map.<String, Object>of("references", List.of(alias), "by", by);
              it.store(it.row().touched(), Optional.empty(), new Story("instance.changed", data));
            });
    Stream.concat(before.stream(), target.stream().map(LiveInstance::id))
        .distinct()
        .forEach(other -> refreshed(other, id));
    return now;
  }

  private void end(LiveInstance instance, boolean force) {
    UnitState state = instance.state();
    if (!state.live() && state.phase() != Phase.BACKOFF) {
      return;
    }
    if (!force) {
      throw new RefusedException(
          new Refusal.Conflict(instance.id() + " has a process: stop it first, or use --force"));
    }
    String supervised = instance.row().supervised();
    all.supervisor().stop(supervised, true);
    try {
      all.supervisor().await(supervised, STOP_LIMIT, Phase.STOPPED, Phase.CONFIGURED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
    }
  }

  @Override
  public UpdatePlan plan(String id, UpdateOrder order) {
    LiveInstance instance = get(id);
    return instance.alone(() -> UpdatePlanner.of(instance, order).plan());
  }

  @Override
  public Update update(String id, UpdateOrder order, String by) {
    LiveInstance instance = get(id);
    return instance.alone(
        () -> {
          check(instance);
          return UpdatePlanner.of(instance, order).begin(What.UPDATE, by);
        });
  }

  @Override
  public Update rollback(String id, Duration healthWindow, String by) {
    LiveInstance instance = get(id);
    String reason = "rolled back by " + by;
    Optional<VersionChange> change = instance.change();
    Optional<Update> turned = all.updates().revert(Surroundings.KIND, id, reason);
    if (turned.isPresent()) {
      change.ifPresent(it -> it.next().callOff(reason));
      return turned.get();
    }
    return instance.alone(
        () -> {
          check(instance);
          UpdateOrder order = UpdatePlanner.back(instance, healthWindow);
          return UpdatePlanner.of(instance, order).begin(What.ROLLBACK, by);
        });
  }

  @Override
  public Instance editCode(String id, String by) {
    return done(get(id), instance -> new CodeChanges(instance).edit(by));
  }

  @Override
  public Instance discardCode(String id, String by) {
    return done(get(id), instance -> new CodeChanges(instance).discard(by));
  }

  @Override
  public Instance publishCode(String id, String version, String by) {
    return done(get(id), instance -> new CodeChanges(instance).publish(version, by));
  }

  @Override
  public List<UpdateRecord> history(String id) {
    get(id);
    return all.updates().history(Surroundings.KIND, id, HISTORY_MAX);
  }

  @Override
  public Trial attempt(
      String packageRef, List<String> arguments, Profile profile, Trial.Listener listener) {
    return trials.attempt(packageRef, arguments, profile, listener);
  }
}
