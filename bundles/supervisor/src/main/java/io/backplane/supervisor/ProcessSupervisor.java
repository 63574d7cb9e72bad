package io.backplane.supervisor;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.store.spi.Store;
import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.log.LogBook;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.process.ProcessTree;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.ProcessNode;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Spare;
import io.backplane.supervisor.spi.SpareStatus;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.SupervisorListener;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitLog;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitStatus;
import io.backplane.supervisor.spi.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Supervises processes, on Linux such that they outlive the kernel. */
@Component(service = Supervisor.class, configurationPid = "io.backplane.supervisor")
@Designate(ocd = SupervisorConfig.class)
public final class ProcessSupervisor implements Supervisor, AutoCloseable {

  private static final Duration LOOKUP = Duration.ofSeconds(1);
  private static final Duration ONESHOT_START = Duration.ofSeconds(30);

  private final Workshop shop;
  private final Sampling sampling;
  private final Trials trials;
  private final int unitsMax;
  private final ConcurrentSkipListMap<String, SupervisedUnit> units = new ConcurrentSkipListMap<>();

  @Activate
  public ProcessSupervisor(
      BundleContext context,
      @Reference(target = "(db=manager)") Store manager,
      @Reference(target = "(db=telemetry)") Store telemetry,
      SupervisorConfig config) {
    this(
        Workshop.of(Path.of(context.getProperty("backplane.data")), manager, config),
        new Sampling(
            new SqlSamples(telemetry),
            InstantSource.system(),
            Duration.ofMillis(config.sample_period_ms()),
            Duration.ofHours(config.samples_kept_h())),
        Path.of(context.getProperty("backplane.data")),
        config.units_max());
  }

  ProcessSupervisor(Workshop shop, Sampling sampling, Path data, int unitsMax) {
    this.shop = shop;
    this.sampling = sampling;
    this.trials = new Trials(data.resolve("run").resolve("trials"), shop);
    this.unitsMax = unitsMax;
  }

  /**
   * A supervisor with every default, without a container. The caller closes it.
   *
   * @param data directory below which starts and trials have theirs
   */
  public static ProcessSupervisor open(Path data, Store manager, Store telemetry) {
    return open(data, manager, telemetry, LogSettings.DEFAULT);
  }

  /** As {@link #open(Path, Store, Store)}, keeping another amount of logs. */
  public static ProcessSupervisor open(Path data, Store manager, Store telemetry, LogSettings log) {
    Path starts = data.resolve("run").resolve("units");
    var setup =
        new Workshop.Setup(
            starts,
            Workshop.LINUX,
            "",
            SupervisorConfig.FRAME_BYTES_MAX,
            log,
            SupervisorConfig.SPARES);
    var clock = InstantSource.system();
    return new ProcessSupervisor(
        new Workshop(setup, new SqlUnits(manager), clock, new SystemTimers()),
        new Sampling(new SqlSamples(telemetry), clock, Duration.ofSeconds(5), Duration.ofHours(24)),
        data,
        SupervisorConfig.UNITS_MAX);
  }

  @Override
  public UnitStatus create(String id) {
    return status(known(id));
  }

  private SupervisedUnit known(String id) {
    SupervisedUnit unit = units.get(id);
    if (unit != null) {
      return unit;
    }
    synchronized (units) {
      if (units.size() >= unitsMax && !units.containsKey(id)) {
        throw new RefusedException(
            new Refusal.OverCap("units", unitsMax, "delete one, or raise 'units.max'"));
      }
      return units.computeIfAbsent(id, this::load);
    }
  }

  private SupervisedUnit load(String id) {
    Optional<UnitState> stored = shop.units().find(id);
    UnitState state = stored.orElseGet(() -> UnitState.created(id, shop.clock().instant()));
    if (stored.isEmpty()) {
      shop.units().add(state);
    }
    return new SupervisedUnit(shop, state);
  }

  @Override
  public UnitStatus configure(UnitSpec spec, Preparation preparation) {
    SupervisedUnit unit = known(spec.id());
    sampling.begin(this::trees);
    try {
      unit.configure(spec, preparation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shop.spares().keepOnly(this::spareKinds, spec.spare());
    return status(unit);
  }

  private List<Spare> spareKinds() {
    return units.values().stream()
        .filter(unit -> unit.spec() != null)
        .flatMap(unit -> unit.spec().spare().stream())
        .toList();
  }

  @Override
  public UnitStatus start(String id) {
    SupervisedUnit unit = configured(id);
    checkOpen();
    unit.ask(new UnitEvent.StartAsked());
    return status(unit);
  }

  @Override
  public UnitStatus stop(String id, boolean force) {
    SupervisedUnit unit = unit(id);
    if (unit.state().phase() != Phase.CREATED) {
      unit.ask(new UnitEvent.StopAsked(force));
    }
    return status(unit);
  }

  @Override
  public UnitStatus restart(String id, String reason) {
    SupervisedUnit unit = configured(id);
    checkOpen();
    unit.ask(new UnitEvent.RestartAsked(reason));
    return status(unit);
  }

  @Override
  public boolean closing() {
    return shop.closing();
  }

  private void checkOpen() {
    if (closing()) {
      throw new RefusedException(
          new Refusal.Busy("the kernel is stopping", Duration.ofSeconds(10)));
    }
  }

  private SupervisedUnit unit(String id) {
    SupervisedUnit unit = units.get(id);
    if (unit == null) {
      throw new RefusedException(new Refusal.NotFound("unit", id));
    }
    return unit;
  }

  private SupervisedUnit configured(String id) {
    SupervisedUnit unit = unit(id);
    if (unit.state().phase() == Phase.CREATED) {
      throw new RefusedException(
          new Refusal.Conflict(id + " has no valid configuration yet: configure it first"));
    }
    if (unit.spec() == null) {
      throw new RefusedException(
          new Refusal.Busy("the process of " + id + " is being looked for", LOOKUP));
    }
    return unit;
  }

  @Override
  public UnitState await(String id, Duration limit, Phase... phases) throws InterruptedException {
    return new PhaseWait(id, EnumSet.copyOf(Arrays.asList(phases)))
        .of(this, unit(id)::state, limit);
  }

  @Override
  public void remove(String id) {
    SupervisedUnit unit = unit(id);
    if (unit.state().live() || unit.state().phase() == Phase.BACKOFF) {
      throw new RefusedException(new Refusal.Conflict(id + " has a process: stop it first"));
    }
    units.remove(id);
    unit.detach();
    shop.units().remove(id);
    shop.spares().keepOnly(this::spareKinds, Optional.empty());
  }

  @Override
  public Optional<UnitStatus> find(String id) {
    return Optional.ofNullable(units.get(id)).map(this::status);
  }

  @Override
  public List<UnitStatus> all() {
    return units.values().stream().map(this::status).toList();
  }

  private UnitStatus status(SupervisedUnit unit) {
    UnitState state = unit.state();
    Optional<Attendance> attendance = unit.attendance().filter(_ -> state.live());
    return new UnitStatus(
        state,
        attendance.flatMap(Attendance::health),
        attendance.map(Attendance::inStep).orElse(false),
        state.live() ? sampling.last(state.id()) : Optional.empty());
  }

  @Override
  public Call call(String id, CallRequest request, CallSink sink) {
    SupervisedUnit unit = configured(id);
    if (unit.spec().profile() == Profile.ONESHOT && unit.state().phase() != Phase.RUNNING) {
      startOnce(unit);
    }
    if (unit.state().phase() == Phase.STARTING) {
      awaitStarted(unit);
    }
    return unit.attended().call(request, sink);
  }

  /** A start is short: whoever calls meanwhile waits for it instead of being sent away. */
  private void awaitStarted(SupervisedUnit unit) {
    try {
      await(
          unit.state().id(),
          unit.spec().timing().handshake(),
          EnumSet.complementOf(EnumSet.of(Phase.STARTING)).toArray(Phase[]::new));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
    }
  }

  private void startOnce(SupervisedUnit unit) {
    try {
      String id = unit.state().id();
      await(id, ONESHOT_START, Phase.CONFIGURED, Phase.STOPPED, Phase.CRASHED, Phase.RUNNING);
      start(id);
      await(id, ONESHOT_START, Phase.RUNNING, Phase.STOPPED, Phase.CRASHED, Phase.BACKOFF);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
    }
  }

  @Override
  public List<DriverEvent> events(String id) {
    return unit(id).events().list();
  }

  @Override
  public List<ProcessNode> processes(String id) {
    return tree(unit(id)).map(sampling::nodes).orElse(List.of());
  }

  private static Optional<ProcessTree> tree(SupervisedUnit unit) {
    return unit.attendance()
        .filter(_ -> unit.state().live())
        .map(attendance -> attendance.process().tree());
  }

  private Map<String, ProcessTree> trees() {
    var trees = new HashMap<String, ProcessTree>();
    units.forEach((id, unit) -> tree(unit).ifPresent(tree -> trees.put(id, tree)));
    return trees;
  }

  @Override
  public void kill(String id, long pid) {
    ProcessId target =
        processes(id).stream()
            .flatMap(ProcessNode::flat)
            .filter(node -> node.id().pid() == pid)
            .findFirst()
            .map(ProcessNode::id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal.NotFound("process of " + id, Long.toString(pid))));
    try {
      ProcessTree.signal(target, LibC.SIGKILL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Usage> usage(String id, Instant since, Instant until, int points) {
    unit(id);
    return sampling.between(id, since, until, points);
  }

  @Override
  public UnitLog log(String id) {
    Optional<LogBook> book = unit(id).book();
    if (book.isEmpty()) {
      throw new RefusedException(new Refusal.Conflict(id + " has no log before its first start"));
    }
    return book.get();
  }

  @Override
  public Trial attempt(UnitSpec spec, Preparation preparation, Trial.Listener listener) {
    return trials.attempt(spec, preparation, listener);
  }

  @Override
  public Subscription listen(SupervisorListener listener) {
    shop.listeners().add(listener);
    return () -> shop.listeners().remove(listener);
  }

  @Override
  public List<SpareStatus> spares() {
    return shop.spares().list();
  }

  @Override
  public String mode() {
    return shop.mode();
  }

  @Override
  public List<UnitStatus> shutDown() {
    shop.beginClosing();
    var told = new ArrayList<UnitStatus>();
    for (SupervisedUnit unit : units.values()) {
      if (unit.state().live() || unit.state().phase() == Phase.BACKOFF) {
        unit.tell(new UnitEvent.ShutDown());
        told.add(status(unit));
      }
    }
    return told;
  }

  /** Lets go of every process; they run on. */
  @Override
  @Deactivate
  public void close() {
    sampling.close();
    units.values().forEach(SupervisedUnit::detach);
    shop.close();
  }
}
