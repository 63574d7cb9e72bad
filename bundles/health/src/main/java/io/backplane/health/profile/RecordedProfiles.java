package io.backplane.health.profile;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.MetricSource;
import io.backplane.api.settings.Settings;
import io.backplane.health.spi.ProcessUsage;
import io.backplane.health.spi.Profile;
import io.backplane.health.spi.Profile.State;
import io.backplane.health.spi.ProfileType;
import io.backplane.health.spi.Profiles;
import io.backplane.store.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Profiles in {@code DATA/profiles/<id>/}, with a row each. */
@Component(service = {Profiles.class, MetricSource.class})
public final class RecordedProfiles implements Profiles, MetricSource {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedProfiles.class);

  private final BundleContext context;
  private final SqlProfiles rows;
  private final Settings settings;
  private final Path folder;
  private final Clock clock;
  private final AtomicReference<Taking> taking = new AtomicReference<>();
  private volatile ProcessUsage processes;
  private volatile Thread thread;

  @Activate
  public RecordedProfiles(
      BundleContext context,
      @Reference(target = "(db=manager)") Store store,
      @Reference Settings settings) {
    this(
        context,
        store,
        settings,
        Path.of(context.getProperty("backplane.data"), "profiles"),
        Clock.systemUTC());
  }

  RecordedProfiles(
      BundleContext context, Store store, Settings settings, Path folder, Clock clock) {
    this.context = context;
    this.rows = new SqlProfiles(store);
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    rows.all().stream()
        .filter(profile -> profile.state() == State.RUNNING)
        .forEach(left -> rows.end(lost(left)));
  }

  private static Profile lost(Profile left) {
    return new Profile(
        left.id(),
        left.type(),
        left.unit(),
        left.by(),
        left.startedAt(),
        left.asked(),
        Duration.ZERO,
        State.FAILED,
        0,
        left.measure(),
        "the kernel ended meanwhile",
        Map.of());
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unsetProcesses")
  void setProcesses(ProcessUsage usage) {
    this.processes = usage;
  }

  void unsetProcesses(ProcessUsage usage) {
    if (processes == usage) {
      processes = null;
    }
  }

  @Deactivate
  void close() throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join(Duration.ofSeconds(10));
    }
  }

  @Override
  public List<Metric> metrics() {
    Map<String, Long> types =
        rows.all().stream()
            .collect(Collectors.groupingBy(it -> Values.word(it.type()), Collectors.counting()));
    return List.of(
        Metric.by(Kind.GAUGE, "profiles", "Profiles that are kept.", "type", types)
            .countedBy("type"));
  }

  @Override
  public Duration defaultDuration() {
    return settings.get(ProfileSettings.DURATION);
  }

  @Override
  public Profile start(ProfileType type, String unit, Duration duration, String by) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new RefusedException(
          new Refusal.Invalid(
              "duration", "is not in " + SHORTEST.toSeconds() + ".." + LONGEST.toSeconds() + " s"));
    }
    Optional<ProcessUsage> external = external(unit);
    synchronized (this) { // or two that come together would both be the only one
      Taking other = taking.get();
      if (other != null) {
        throw new RefusedException(busy(other.profile()));
      }
      Profile asked =
          new Profile(
              0,
              type,
              unit,
              by,
              Instant.ofEpochMilli(clock.millis()),
              duration,
              Duration.ZERO,
              State.RUNNING,
              0,
              type.unit(),
              "",
              Map.of());
      var begun = new Taking(rows.begin(asked));
      taking.set(begun);
      thread =
          Thread.ofPlatform()
              .name("profile " + begun.profile().id())
              .start(() -> take(begun, external));
      return begun.profile();
    }
  }

  private static Refusal busy(Profile running) {
    return new Refusal.Conflict(
        "profile "
            + running.id()
            + " ("
            + Values.word(running.type())
            + ", "
            + running.asked().toSeconds()
            + " s, by "
            + running.by()
            + ") is being taken: wait, or stop it with 'runtime profile-stop "
            + running.id()
            + "'");
  }

  /**
   * @return who knows the unit's processes; empty for the kernel and its plugins
   */
  private Optional<ProcessUsage> external(String unit) {
    if (unit.isEmpty()) {
      return Optional.empty();
    }
    ProcessUsage known = processes;
    if (known != null && known.knows(unit)) {
      return Optional.of(known);
    }
    boolean plugin =
        Stream.of(context.getBundles())
            .anyMatch(bundle -> bundle.getLocation().startsWith("plugin:" + unit + "@"));
    if (!plugin) {
      throw new RefusedException(new Refusal.NotFound("unit", unit));
    }
    return Optional.empty();
  }

  private void take(Taking begun, Optional<ProcessUsage> external) {
    Profile ended = begun.profile();
    try {
      ended = new ProfileRun(context, begun, folder(begun.profile().id()), external).run();
      rows.end(ended);
      prune();
    } catch (RuntimeException e) { // such as a full disk
      LOG.error("profile {} is lost", ended.id(), e);
    } finally {
      thread = null;
      taking.set(null);
      begun.outcome().complete(ended);
    }
  }

  private Path folder(long id) {
    return folder.resolve(Long.toString(id));
  }

  private void prune() {
    rows.all().stream().skip(KEPT).forEach(old -> remove(old.id()));
  }

  /** The files first: what is left of them must not become another profile's. */
  private void remove(long id) {
    Path gone = folder(id);
    if (Files.exists(gone)) {
      try (Stream<Path> files = Files.walk(gone)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        LOG.warn("{} is no longer needed, but cannot be removed", gone, e);
        return;
      }
    }
    rows.delete(id);
  }

  @Override
  public Optional<Profile> running() {
    return Optional.ofNullable(taking.get()).map(Taking::profile);
  }

  /** One that is just being begun has its row already, and is waited for. */
  private synchronized Optional<Taking> taking(long id) {
    return Optional.ofNullable(taking.get()).filter(it -> it.profile().id() == id);
  }

  @Override
  public Profile stop(long id) {
    Optional<Taking> now = taking(id);
    now.ifPresent(it -> it.enough().countDown());
    return now.map(it -> it.outcome().join()).orElseGet(() -> find(id));
  }

  @Override
  public Profile await(long id, Duration limit) throws InterruptedException {
    CompletableFuture<Profile> outcome =
        taking(id)
            .map(Taking::outcome)
            .orElseGet(() -> CompletableFuture.completedFuture(find(id)));
    try {
      return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return find(id);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public Profile find(long id) {
    return rows.find(id)
        .orElseThrow(
            () -> new RefusedException(new Refusal.NotFound("profile", Long.toString(id))));
  }

  @Override
  public List<Profile> all() {
    return rows.all();
  }

  private Profile ended(long id) {
    Profile profile = find(id);
    if (profile.state() == State.RUNNING) {
      throw new RefusedException(
          new Refusal.Conflict("profile " + id + " is being taken: stop it, or wait for its end"));
    }
    return profile;
  }

  @Override
  public List<Stack> stacks(long id) {
    Path file = folder(ended(id).id()).resolve(ProfileRun.STACKS);
    try {
      return Files.exists(file) ? StackFile.read(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public Optional<Path> recording(long id) {
    return Optional.of(folder(ended(id).id()).resolve(ProfileRun.RECORDING)).filter(Files::exists);
  }

  @Override
  public void delete(long id) {
    remove(ended(id).id());
  }
}
