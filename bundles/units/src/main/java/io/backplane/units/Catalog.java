package io.backplane.units;

import io.backplane.units.spi.DriverPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All packages at one moment.
 *
 * @param byId versions newest first
 */
record Catalog(TreeMap<String, List<DriverPackage>> byId) {

  static Catalog of(Collection<DriverPackage> packages) {
    var byId = new TreeMap<String, List<DriverPackage>>();
    packages.stream()
        .sorted(Comparator.comparing(DriverPackage::version, VersionOrder.NEWEST_FIRST))
        .forEach(p -> byId.computeIfAbsent(p.id(), _ -> new ArrayList<>()).add(p));
    return new Catalog(byId);
  }

  List<DriverPackage> all() {
    return byId.values().stream().flatMap(List::stream).toList();
  }

  List<DriverPackage> newest() {
    return byId.values().stream().map(List::getFirst).toList();
  }

  List<String> versions(String id) {
    return byId.getOrDefault(id, List.of()).stream().map(DriverPackage::version).toList();
  }

  Optional<DriverPackage> find(String ref) {
    int at = ref.lastIndexOf('@');
    String name = at < 0 ? ref : ref.substring(0, at);
    String version = at < 0 ? "" : ref.substring(at + 1);
    return named(name).stream()
        .filter(p -> version.isEmpty() || p.version().equals(version))
        .findFirst();
  }

  /** By id; else by the name of the program, as scripts know drivers. */
  private List<DriverPackage> named(String name) {
    List<DriverPackage> exact = byId.get(name);
    return exact != null ? exact : all().stream().filter(p -> p.program().equals(name)).toList();
  }
}
