package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaReader;
import io.backplane.meta.spi.Overlay;
import io.backplane.security.spi.Secrets;
import io.backplane.store.spi.Store;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.units.PackageRow.Settings;
import io.backplane.units.spi.Installed;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.PackageEntry;
import io.backplane.units.spi.Packages;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packages in directories below {@code packages}, with a row for each. */
@Component(service = {Packages.class, DiskPackages.class})
public final class DiskPackages implements Packages {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.units");

  private final Path root;
  private final Path staging;
  private final SqlPackages rows;
  private final Supervisor supervisor;
  private final Programs programs;
  private final SealedConfig sealed;
  private final Clock clock;
  private final PackageLimits limits;
  private final Set<Consumer<String>> listeners = new CopyOnWriteArraySet<>();
  private volatile Catalog catalog;

  @Activate
  public DiskPackages(
      BundleContext context,
      @Reference(target = "(db=manager)") Store store,
      @Reference Supervisor supervisor,
      @Reference Secrets secrets) {
    this(
        Path.of(context.getProperty("backplane.data")),
        store,
        supervisor,
        programs(context),
        secrets,
        Clock.systemUTC(),
        PackageLimits.DEFAULT);
  }

  DiskPackages(
      Path data,
      Store store,
      Supervisor supervisor,
      Programs programs,
      Secrets secrets,
      Clock clock,
      PackageLimits limits) {
    this.root = data.resolve("packages");
    this.staging = data.resolve("packages").resolve(".staging");
    this.rows = new SqlPackages(store);
    this.supervisor = supervisor;
    this.programs = programs;
    this.sealed = new SealedConfig(secrets);
    this.clock = clock;
    this.limits = limits;
    removeLeftovers();
  }

  private static Programs programs(BundleContext context) {
    return new Programs(
        Path.of(context.getProperty("backplane.data")),
        context.getProperty("backplane.socket"),
        new ScriptedHost(Path.of(context.getProperty("backplane.home"))));
  }

  Programs programs() {
    return programs;
  }

  private void removeLeftovers() {
    try {
      FileModes.delete(staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hears the ids of packages whose defaults or meta have changed. */
  void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  void forget(Consumer<String> listener) {
    listeners.remove(listener);
  }

  /** What is done with packages in a staging directory. */
  private interface Staging<T> {
    T of(Installation installation) throws IOException, InterruptedException;
  }

  private <T> T staged(Path source, Staging<T> work) {
    Path place = staging.resolve(UUID.randomUUID().toString());
    try (var installation =
        new Installation(place, supervisor, programs, limits, Installation.PROBE_LIMIT)) {
      return work.of(installation);
    } catch (IOException e) {
      throw unreadable(source, e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  @Override
  public Installed install(Path source, String by) {
    return staged(source, installation -> install(installation, source, by));
  }

  private Installed install(Installation installation, Path source, String by)
      throws IOException, InterruptedException {
    Installation.Source found = installation.open(source);
    if (!found.tree()) {
      return new Installed(
          List.of(put(installation.stage(found.packages().getFirst()), by)), List.of());
    }
    return installTree(installation, found.packages(), by);
  }

  /** One that does not work keeps nobody else out. */
  private Installed installTree(Installation installation, List<Path> sources, String by)
      throws InterruptedException {
    var packages = new ArrayList<UnitPackage>();
    var failed = new ArrayList<Installed.Failed>();
    for (Path source : sources) {
      try {
        packages.add(put(installation.stage(source), by));
      } catch (RefusedException | IOException e) {
        failed.add(new Installed.Failed(source.getFileName().toString(), e.getMessage()));
      }
    }
    if (packages.isEmpty()) {
      throw new RefusedException(
          new Refusal.Invalid(
              "none of the packages",
              "can be installed: "
                  + String.join(
                      "; ", failed.stream().map(f -> f.directory() + ": " + f.reason()).toList())));
    }
    return new Installed(packages, failed);
  }

  /**
   * Installs the first driver that will do, of those in a directory or zip; what cannot be read is
   * passed over.
   */
  Optional<UnitPackage> installFirst(Path source, Predicate<Meta> wanted, String by) {
    return staged(
        source,
        installation -> {
          for (Path candidate : installation.open(source).packages()) {
            Optional<Installation.Staged> fit = fit(installation, candidate, wanted);
            if (fit.isPresent()) {
              return Optional.of(put(fit.get(), by));
            }
          }
          return Optional.empty();
        });
  }

  private static Optional<Installation.Staged> fit(
      Installation installation, Path candidate, Predicate<Meta> wanted)
      throws InterruptedException {
    try {
      if (PackageFiles.kind(candidate).filter(kind -> kind == Kind.DRIVER).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(installation.stage(candidate)).filter(it -> wanted.test(it.meta()));
    } catch (IOException | RefusedException e) {
      LOG.info("{} is passed over: {}", candidate, e.getMessage());
      return Optional.empty();
    }
  }

  private static RefusedException unreadable(Path source, IOException e) {
    return new RefusedException(
        new Refusal.Invalid(source.getFileName().toString(), "cannot be read: " + e.getMessage()));
  }

  private static RefusedException interrupted() {
    Thread.currentThread().interrupt();
    return new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
  }

  private synchronized UnitPackage put(Installation.Staged staged, String by) throws IOException {
    String id = staged.meta().info().id();
    String version = staged.meta().info().version();
    Path target = directory(staged.kind(), id, version);
    Optional<PackageRow> there = rows.find(id, version);
    catalog().byId().getOrDefault(id, List.of()).stream()
        .filter(other -> other.kind() != staged.kind())
        .findFirst()
        .ifPresent(
            other -> {
              throw new RefusedException(
                  new Refusal.Conflict(
                      "%s is a %s: give the %s another id"
                          .formatted(id, other.kind().word(), staged.kind().word())));
            });
    if (there.isPresent() && !there.get().digest().equals(staged.digest())) {
      throw new RefusedException(
          new Refusal.Conflict(
              "%s %s is installed with other content: give it another version, or remove that one"
                  .formatted(id, version)));
    }
    if (there.isEmpty() || Files.notExists(target)) {
      FileModes.delete(target); // of an installation that did not come to its row
      Files.createDirectories(target.getParent());
      Files.move(staged.files(), target, StandardCopyOption.ATOMIC_MOVE);
    }
    if (there.isEmpty()) {
      rows.add(
          new PackageRow(
              id,
              staged.kind(),
              version,
              staged.program(),
              staged.digest(),
              staged.metaJson(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS), // as the store keeps it
              by));
      catalog = null;
    }
    return find(id + "@" + version).orElseThrow();
  }

  private Path directory(Kind kind, String id, String version) {
    return root.resolve(kind.plural()).resolve(id).resolve(version);
  }

  private Catalog catalog() {
    Catalog known = catalog;
    return known != null ? known : load();
  }

  private synchronized Catalog load() {
    if (catalog == null) {
      catalog = Catalog.of(rows.all().stream().map(this::made).toList());
    }
    return catalog;
  }

  private UnitPackage made(PackageRow row) {
    return new UnitPackage(
        row.id(),
        row.kind(),
        row.version(),
        row.program(),
        row.digest(),
        directory(row.kind(), row.id(), row.version()),
        LenientOverlay.meta(row.meta(), rows.settings(row.id()).overlay()),
        row.installedAt(),
        row.installedBy());
  }

  @Override
  public List<UnitPackage> list() {
    return catalog().all();
  }

  @Override
  public Optional<UnitPackage> find(String ref) {
    return catalog().find(ref);
  }

  @Override
  public List<PackageEntry> entries() {
    return catalog().newest().stream().map(this::entry).toList();
  }

  @Override
  public Optional<PackageEntry> entry(String ref) {
    return find(ref).map(this::entry);
  }

  private PackageEntry entry(UnitPackage shown) {
    return new PackageEntry(shown, catalog().versions(shown.id()), rows.instances(shown.id()));
  }

  UnitPackage get(String ref) {
    return find(ref).orElseThrow(() -> new RefusedException(new Refusal.NotFound("package", ref)));
  }

  @Override
  public void configure(String ref, Map<String, Object> defaults, String by) {
    UnitPackage pack = get(ref);
    Meta meta = pack.meta();
    synchronized (this) {
      Settings before = rows.settings(pack.id());
      Map<String, Object> old = sealed.open(owner(pack.id()), before.defaults());
      Map<String, Object> plain =
          SealedConfig.unmask(meta.config().fields(), Values.copyOf("config", defaults), old);
      ConfigRules.checkIncomplete(meta, ConfigRules.effective(meta, Map.of(), plain));
      Map<String, Object> kept = sealed.seal(owner(pack.id()), meta.config().fields(), plain);
      List<String> changed =
          ConfigRules.changes(meta.config().fields(), old, plain).stream()
              .map(change -> change.path())
              .toList();
      rows.put(
          pack.id(),
          new Settings(kept, before.overlay()),
          "package.configured",
          Map.of("changed", changed, "by", by));
    }
    listeners.forEach(listener -> listener.accept(pack.id()));
  }

  private static String owner(String id) {
    return "package:" + id;
  }

  /** The configuration that instances begin with, in plain text. */
  Map<String, Object> plainDefaults(String id) {
    return sealed.open(owner(id), rows.settings(id).defaults());
  }

  @Override
  public Map<String, Object> defaults(String ref) {
    UnitPackage pack = get(ref);
    return SealedConfig.mask(pack.meta().config().fields(), plainDefaults(pack.id()));
  }

  @Override
  public void overlay(String ref, Map<String, Object> overlay, String by) {
    UnitPackage pack = get(ref);
    Map<String, Object> words = Values.copyOf("overlay", overlay);
    synchronized (this) {
      Map<String, Object> said = rows.find(pack.id(), pack.version()).orElseThrow().meta();
      Meta meta = MetaReader.read(Overlay.merge(said, words));
      // What has become a secret is sealed from now on.
      Map<String, Object> kept =
          sealed.seal(owner(pack.id()), meta.config().fields(), plainDefaults(pack.id()));
      rows.put(pack.id(), new Settings(kept, words), "package.overlaid", Map.of("by", by));
      catalog = null;
    }
    listeners.forEach(listener -> listener.accept(pack.id()));
  }

  @Override
  public Map<String, Object> overlay(String ref) {
    return rows.settings(get(ref).id()).overlay();
  }

  @Override
  public void remove(String ref, String by) {
    UnitPackage pack = get(ref);
    synchronized (this) {
      List<String> versions =
          ref.indexOf('@') >= 0 ? List.of(pack.version()) : catalog().versions(pack.id());
      rows.remove(pack.id(), versions, by);
      catalog = null;
      try {
        for (String version : versions) {
          FileModes.delete(directory(pack.kind(), pack.id(), version));
        }
        Files.deleteIfExists(pack.directory().getParent());
      } catch (DirectoryNotEmptyException e) {
        return; // other versions stay
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
