package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.store.spi.Store;
import io.backplane.units.SqlReferences.Referring;
import io.backplane.units.spi.Dependencies;
import io.backplane.units.spi.Dependency;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What services say in {@code backplane.json}, held against what is installed. */
@Component
public final class ServiceDependencies implements Dependencies {

  private final DiskPackages packages;
  private final Instances instances;
  private final SqlReferences references;

  @Activate
  public ServiceDependencies(
      @Reference DiskPackages packages,
      @Reference Instances instances,
      @Reference(target = "(db=manager)") Store store) {
    this(packages, instances, new SqlReferences(store));
  }

  ServiceDependencies(DiskPackages packages, Instances instances, SqlReferences references) {
    this.packages = packages;
    this.instances = instances;
    this.references = references;
  }

  @Override
  public List<Standing> of(String packageRef) {
    UnitPackage service = packages.get(packageRef);
    return terms(service).stream().map(dependency -> standing(service, dependency)).toList();
  }

  private static List<Dependency> terms(UnitPackage service) {
    return service.kind() == Kind.SERVICE
        ? ServiceTerms.read(service.directory()).dependencies()
        : List.of();
  }

  private Standing standing(UnitPackage service, Dependency dependency) {
    Optional<UnitPackage> fit = fit(dependency);
    Optional<String> target =
        references.from(SqlReferences.ownerOf(service.id())).stream()
            .filter(reference -> reference.alias().equals(dependency.alias()))
            .map(Referring::target)
            .filter(instance -> instances.find(instance).isPresent())
            .findFirst();
    return new Standing(
        dependency, fit.map(UnitPackage::ref), target, fit.isPresent() ? "" : problem(dependency));
  }

  /** The newest version that will do. */
  private Optional<UnitPackage> fit(Dependency dependency) {
    return versions(dependency.packageId())
        .filter(pack -> fits(dependency, pack.meta()))
        .findFirst();
  }

  private Stream<UnitPackage> versions(String id) {
    return packages.list().stream()
        .filter(pack -> pack.kind() == Kind.DRIVER && pack.id().equals(id));
  }

  private static boolean fits(Dependency dependency, Meta meta) {
    return meta.info().id().equals(dependency.packageId())
        && VersionRange.parse(dependency.range()).admits(meta.info().version())
        && dependency.commands().stream().allMatch(name -> meta.command(name).isPresent());
  }

  private String problem(Dependency dependency) {
    List<UnitPackage> versions = versions(dependency.packageId()).toList();
    if (versions.isEmpty()) {
      return dependency.packageId() + " is not installed";
    }
    VersionRange range = VersionRange.parse(dependency.range());
    List<UnitPackage> admitted =
        versions.stream().filter(pack -> range.admits(pack.version())).toList();
    if (admitted.isEmpty()) {
      String there = String.join(", ", versions.stream().map(UnitPackage::version).toList());
      return "%s %s is needed, and there is %s"
          .formatted(dependency.packageId(), dependency.range(), there);
    }
    UnitPackage newest = admitted.getFirst();
    List<String> without =
        dependency.commands().stream()
            .filter(name -> newest.meta().command(name).isEmpty())
            .toList();
    return newest.ref() + " has no command " + String.join(", ", without);
  }

  @Override
  public List<Standing> provide(String packageRef, List<Path> places, String by) {
    UnitPackage service = packages.get(packageRef);
    var standings = new ArrayList<Standing>();
    for (Dependency dependency : terms(service)) {
      standings.add(provide(service, dependency, places, by));
    }
    return standings;
  }

  private Standing provide(
      UnitPackage service, Dependency dependency, List<Path> places, String by) {
    Optional<UnitPackage> driver = fit(dependency);
    for (Path place : places) {
      if (driver.isEmpty()) {
        driver = found(place, dependency, by);
      }
    }
    Standing standing = standing(service, dependency);
    if (driver.isEmpty() || standing.instance().isPresent()) {
      return standing;
    }
    try {
      String instance = instance(driver.get(), dependency, by);
      String owner = SqlReferences.ownerOf(service.id());
      references.replace(new Referring(owner, dependency.alias(), instance, Map.of()));
      return standing(service, dependency);
    } catch (RefusedException e) {
      return new Standing(dependency, standing.packageRef(), Optional.empty(), e.getMessage());
    }
  }

  /** A place that holds no driver keeps the next from nothing. */
  private Optional<UnitPackage> found(Path place, Dependency dependency, String by) {
    try {
      return packages.installFirst(place, meta -> fits(dependency, meta), by);
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Conflict) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** One of that name and package is taken as it is; else one is made and started. */
  private String instance(UnitPackage driver, Dependency dependency, String by) {
    String name = dependency.instance().orElse(dependency.alias());
    Optional<Instance> there =
        instances.find(name).filter(it -> it.setup().packageId().equals(driver.id()));
    if (there.isPresent()) {
      return name;
    }
    return instances
        .create(
            NewInstance.of(driver.ref()).named(name).config(dependency.config()).start(true), by)
        .id();
  }
}
