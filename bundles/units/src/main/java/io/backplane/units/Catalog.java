package io.backplane.units;

import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UnitPackage;
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
record Catalog(TreeMap<String, List<UnitPackage>> byId) {

  static Catalog of(Collection<UnitPackage> packages) {
    var byId = new TreeMap<String, List<UnitPackage>>();
    packages.stream()
        .sorted(Comparator.comparing(UnitPackage::version, VersionOrder.NEWEST_FIRST))
        .forEach(p -> byId.computeIfAbsent(p.id(), _ -> new ArrayList<>()).add(p));
    return new Catalog(byId);
  }

  List<UnitPackage> all() {
    return byId.values().stream().flatMap(List::stream).toList();
  }

  List<UnitPackage> newest() {
    return byId.values().stream().map(List::getFirst).toList();
  }

  List<String> versions(String id) {
    return byId.getOrDefault(id, List.of()).stream().map(UnitPackage::version).toList();
  }

  Optional<UnitPackage> find(String ref) {
    int at = ref.lastIndexOf('@');
    String name = at < 0 ? ref : ref.substring(0, at);
    String version = at < 0 ? "" : ref.substring(at + 1);
    return named(name).stream()
        .filter(p -> version.isEmpty() || p.version().equals(version))
        .findFirst();
  }

  /** By id; else by the name of the program, as scripts know drivers. */
  private List<UnitPackage> named(String name) {
    List<UnitPackage> exact = byId.get(name);
    return exact != null
        ? exact
        : all().stream().filter(p -> p.kind() == Kind.DRIVER && p.program().equals(name)).toList();
  }
}
