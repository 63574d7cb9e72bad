package io.backplane.distribution.tests;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which arrows between bundles go up or sideways. An arrow is an imported package, or a service
 * that a bundle cannot do without, towards whoever owns the package or provides the service.
 */
final class Layers {

  private static final String PREFIX = "io.backplane.";
  private static final String API = "io.backplane.api";
  private static final Pattern SERVICE = Pattern.compile("\\(objectClass=([^)]+)\\)");

  private final Map<String, Integer> levels;
  private final Map<String, Attributes> manifests = new TreeMap<>();
  private final Map<String, String> packages = new HashMap<>();
  private final Map<String, List<String>> services = new HashMap<>();

  /**
   * @param levels by the name's part behind {@code io.backplane.}
   */
  Layers(Map<String, Integer> levels) {
    this.levels = levels;
  }

  /** Adds a bundle, a sample or a plugin. */
  void add(Attributes manifest) {
    String name = header(manifest, "Bundle-SymbolicName").keySet().iterator().next();
    manifests.put(name, manifest);
    header(manifest, "Export-Package").keySet().forEach(exported -> packages.put(exported, name));
    header(manifest, "Provide-Capability")
        .forEach(
            (namespace, attributes) -> {
              if (isService(namespace)) {
                for (String type : attributes.get("objectClass").split(",")) {
                  services.computeIfAbsent(type, t -> new ArrayList<>()).add(name);
                }
              }
            });
  }

  /** One sentence for each wrong arrow, in the order of names. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    manifests.forEach(
        (name, manifest) -> {
          if (manifest.getValue("Backplane-Plugin") == null && level(name) < 0) {
            faults.add(name + " has no level in bnd/layers.properties");
          }
          imports(name, manifest, faults);
          requirements(name, manifest, faults);
        });
    levels.keySet().stream()
        .filter(known -> !manifests.containsKey(PREFIX + known))
        .forEach(gone -> faults.add(gone + " has a level in bnd/layers.properties and no bundle"));
    return faults;
  }

  private void imports(String name, Attributes manifest, List<String> faults) {
    for (String imported : header(manifest, "Import-Package").keySet()) {
      if (imported.startsWith(PREFIX)) {
        String owner = packages.getOrDefault(imported, imported);
        if (!owner.equals(name) && !down(name, owner)) {
          faults.add(name + " imports " + imported + " of " + owner);
        }
      }
    }
  }

  private void requirements(String name, Attributes manifest, List<String> faults) {
    header(manifest, "Require-Capability")
        .forEach(
            (namespace, attributes) -> {
              Matcher filter = SERVICE.matcher(attributes.getOrDefault("filter:", ""));
              // A whiteboard takes what comes, from above too.
              boolean whiteboard = "optional".equals(attributes.get("resolution:"));
              if (isService(namespace) && !whiteboard && filter.find()) {
                String type = filter.group(1);
                for (String provider : services.getOrDefault(type, List.of())) {
                  if (!provider.equals(name) && !down(name, provider)) {
                    faults.add(name + " requires the service " + type + " of " + provider);
                  }
                }
              }
            });
  }

  private boolean down(String from, String to) {
    return isLeaf(from) ? to.equals(API) : level(to) >= 0 && level(from) > level(to);
  }

  /** What sees the API only: plugins, samples, the console's panel. */
  private boolean isLeaf(String name) {
    return name.startsWith(PREFIX + "console")
        || manifests.get(name).getValue("Backplane-Plugin") != null;
  }

  private int level(String name) {
    return name.startsWith(PREFIX) ? levels.getOrDefault(name.substring(PREFIX.length()), -1) : -1;
  }

  private static boolean isService(String namespace) {
    return namespace.replace("~", "").equals("osgi.service");
  }

  private static Map<String, Attrs> header(Attributes manifest, String name) {
    String value = manifest.getValue(name);
    return value == null ? new Parameters() : OSGiHeader.parseHeader(value);
  }
}
