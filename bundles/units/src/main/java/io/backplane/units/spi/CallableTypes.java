package io.backplane.units.spi;

import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.Units;
import io.backplane.meta.spi.ServiceTypes;
import io.backplane.meta.spi.ServiceTypes.Callable;
import io.backplane.meta.spi.TypesFile;
import java.util.List;
import java.util.TreeMap;

/** The declarations for services, of what is installed and plugged in now. */
public final class CallableTypes {

  private CallableTypes() {}

  /** Drivers at their newest version, sorted by program; then units, sorted by name. */
  public static List<TypesFile> of(Packages packages, Units units) {
    var drivers = new TreeMap<String, Meta>();
    for (PackageEntry entry : packages.entries()) {
      if (entry.shown().kind() == Kind.DRIVER) {
        drivers.putIfAbsent(entry.shown().program(), entry.shown().meta());
      }
    }
    List<Callable> callable =
        units.all().stream()
            .map(unit -> new Callable(unit.kind(), unit.name(), unit.meta()))
            .toList();
    return ServiceTypes.of(drivers, callable);
  }
}
