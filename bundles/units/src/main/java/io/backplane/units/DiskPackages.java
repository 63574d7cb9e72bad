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
import io.backplane.units.spi.DriverPackage;
import io.backplane.units.spi.Installed;
import io.backplane.units.spi.PackageEntry;
import io.backplane.units.spi.Packages;
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
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Packages in directories below {@code packages/drivers}, with a row for each. */
@Component(service = {Packages.class, DiskPackages.class})
public final class DiskPackages implements Packages {

  private final Path root;
  private final Path staging;
  private final SqlPackages rows;
  private final Supervisor supervisor;
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
        secrets,
        Clock.systemUTC(),
        PackageLimits.DEFAULT);
  }

  DiskPackages(
      Path data,
      Store store,
      Supervisor supervisor,
      Secrets secrets,
      Clock clock,
      PackageLimits limits) {
    this.root = data.resolve("packages").resolve("drivers");
    this.staging = data.resolve("packages").resolve(".staging");
    this.rows = new SqlPackages(store);
    this.supervisor = supervisor;
    this.sealed = new SealedConfig(secrets);
    this.clock = clock;
    this.limits = limits;
    removeLeftovers();
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

  @Override
  public Installed install(Path source, String by) {
    Path place = staging.resolve(UUID.randomUUID().toString());
    try (var installation = new Installation(place, supervisor, limits, Installation.PROBE_LIMIT)) {
      Installation.Source found = installation.open(source);
      if (!found.tree()) {
        return new Installed(
            List.of(put(installation.stage(found.drivers().getFirst()), by)), List.of());
      }
      return installTree(installation, found.drivers(), by);
    } catch (IOException e) {
      throw unreadable(source, e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** One that does not work keeps nobody else out. */
  private Installed installTree(Installation installation, List<Path> drivers, String by)
      throws InterruptedException {
    var packages = new ArrayList<DriverPackage>();
    var failed = new ArrayList<Installed.Failed>();
    for (Path driver : drivers) {
      try {
        packages.add(put(installation.stage(driver), by));
      } catch (RefusedException | IOException e) {
        failed.add(new Installed.Failed(driver.getFileName().toString(), e.getMessage()));
      }
    }
    if (packages.isEmpty()) {
      throw new RefusedException(
          new Refusal.Invalid(
              "none of the drivers",
              "can be installed: "
                  + String.join(
                      "; ", failed.stream().map(f -> f.directory() + ": " + f.reason()).toList())));
    }
    return new Installed(packages, failed);
  }

  private static RefusedException unreadable(Path source, IOException e) {
    return new RefusedException(
        new Refusal.Invalid(source.getFileName().toString(), "cannot be read: " + e.getMessage()));
  }

  private static RefusedException interrupted() {
    Thread.currentThread().interrupt();
    return new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
  }

  private synchronized DriverPackage put(Installation.Staged staged, String by) throws IOException {
    String id = staged.meta().info().id();
    String version = staged.meta().info().version();
    Path target = directory(id, version);
    Optional<PackageRow> there = rows.find(id, version);
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

  private Path directory(String id, String version) {
    return root.resolve(id).resolve(version);
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

  private DriverPackage made(PackageRow row) {
    return new DriverPackage(
        row.id(),
        row.version(),
        row.program(),
        row.digest(),
        directory(row.id(), row.version()),
        LenientOverlay.meta(row.meta(), rows.settings(row.id()).overlay()),
        row.installedAt(),
        row.installedBy());
  }

  @Override
  public List<DriverPackage> list() {
    return catalog().all();
  }

  @Override
  public Optional<DriverPackage> find(String ref) {
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

  private PackageEntry entry(DriverPackage shown) {
    return new PackageEntry(shown, catalog().versions(shown.id()), rows.instances(shown.id()));
  }

  DriverPackage get(String ref) {
    return find(ref).orElseThrow(() -> new RefusedException(new Refusal.NotFound("package", ref)));
  }

  @Override
  public void configure(String ref, Map<String, Object> defaults, String by) {
    DriverPackage driver = get(ref);
    Meta meta = driver.meta();
    synchronized (this) {
      Settings before = rows.settings(driver.id());
      Map<String, Object> old = sealed.open(owner(driver.id()), before.defaults());
      Map<String, Object> plain =
          SealedConfig.unmask(meta.config().fields(), Values.copyOf("config", defaults), old);
      ConfigRules.checkIncomplete(meta, ConfigRules.effective(meta, Map.of(), plain));
      Map<String, Object> kept = sealed.seal(owner(driver.id()), meta.config().fields(), plain);
      List<String> changed =
          ConfigRules.changes(meta.config().fields(), old, plain).stream()
              .map(change -> change.path())
              .toList();
      rows.put(
          driver.id(),
          new Settings(kept, before.overlay()),
          "package.configured",
          Map.of("changed", changed, "by", by));
    }
    listeners.forEach(listener -> listener.accept(driver.id()));
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
    DriverPackage driver = get(ref);
    return SealedConfig.mask(driver.meta().config().fields(), plainDefaults(driver.id()));
  }

  @Override
  public void overlay(String ref, Map<String, Object> overlay, String by) {
    DriverPackage driver = get(ref);
    Map<String, Object> words = Values.copyOf("overlay", overlay);
    synchronized (this) {
      Map<String, Object> said = rows.find(driver.id(), driver.version()).orElseThrow().meta();
      Meta meta = MetaReader.read(Overlay.merge(said, words));
      // What has become a secret is sealed from now on.
      Map<String, Object> kept =
          sealed.seal(owner(driver.id()), meta.config().fields(), plainDefaults(driver.id()));
      rows.put(driver.id(), new Settings(kept, words), "package.overlaid", Map.of("by", by));
      catalog = null;
    }
    listeners.forEach(listener -> listener.accept(driver.id()));
  }

  @Override
  public Map<String, Object> overlay(String ref) {
    return rows.settings(get(ref).id()).overlay();
  }

  @Override
  public void remove(String ref, String by) {
    DriverPackage driver = get(ref);
    synchronized (this) {
      List<String> versions =
          ref.indexOf('@') >= 0 ? List.of(driver.version()) : catalog().versions(driver.id());
      rows.remove(driver.id(), versions, by);
      catalog = null;
      try {
        for (String version : versions) {
          FileModes.delete(directory(driver.id(), version));
        }
        Files.deleteIfExists(root.resolve(driver.id()));
      } catch (DirectoryNotEmptyException e) {
        return; // other versions stay
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
