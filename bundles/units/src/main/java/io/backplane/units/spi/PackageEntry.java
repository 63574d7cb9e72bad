package io.backplane.units.spi;

import java.util.List;
import java.util.Map;

/**
 * A package with what belongs to it.
 *
 * @param shown the version that is looked at, in a list the newest
 * @param versions newest first
 * @param instances of any version, sorted
 */
public record PackageEntry(UnitPackage shown, List<String> versions, List<String> instances) {

  public PackageEntry {
    versions = List.copyOf(versions);
    instances = List.copyOf(instances);
  }

  /** As it looks in JSON, without its meta. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = shown.toMap();
    map.put("instances", instances);
    map.put("versions", versions);
    return map;
  }
}
