package io.backplane.health.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Whose a class is. Flight Recorder knows a class by its name only, so of several versions that
 * have it the one is meant in whose call the thread is. Not thread-safe.
 */
final class Owners {

  static final String JVM = "jvm";

  /** What the switchboard calls the thread of a call. */
  private static final Pattern CALL = Pattern.compile("call ([^@]+)@(.+)");

  private static final String PLUGIN = "plugin:";

  private final List<Bundle> bundles;
  private final Map<String, List<Bundle>> owners = new HashMap<>();

  Owners(BundleContext context) {
    this.bundles =
        List.of(context.getBundles()).stream().filter(it -> it.getBundleId() != 0).toList();
  }

  /**
   * @param frames class names, the innermost first
   * @param thread its name
   * @return the bundle, with its version, that the innermost class of any belongs to
   */
  String of(List<String> classes, String thread) {
    for (String type : classes) {
      List<Bundle> having = having(type);
      if (!having.isEmpty()) {
        return name(having.size() == 1 ? having.getFirst() : meant(having, thread));
      }
    }
    return JVM;
  }

  private List<Bundle> having(String type) {
    return owners.computeIfAbsent(type, this::look);
  }

  private List<Bundle> look(String type) {
    if (type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.")) {
      return List.of();
    }
    String resource = type.replace('.', '/') + ".class";
    var having = new ArrayList<Bundle>();
    for (Bundle bundle : bundles) {
      if (bundle.getState() != Bundle.UNINSTALLED && bundle.getEntry(resource) != null) {
        having.add(bundle);
      }
    }
    return having;
  }

  private static Bundle meant(List<Bundle> having, String thread) {
    Matcher call = CALL.matcher(thread);
    Optional<Bundle> meant =
        call.matches()
            ? having.stream()
                .filter(it -> it.getLocation().startsWith(PLUGIN + call.group(1) + "@"))
                .filter(it -> call.group(2).startsWith(numbers(it)))
                .findFirst()
            : Optional.empty();
    return meant.orElseGet(having::getLast);
  }

  private static String numbers(Bundle bundle) {
    var version = bundle.getVersion();
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  private static String name(Bundle bundle) {
    String location = bundle.getLocation();
    String name =
        location.startsWith(PLUGIN) && location.contains("@")
            ? "plugin " + location.substring(PLUGIN.length(), location.indexOf('@'))
            : bundle.getSymbolicName();
    return name + " " + numbers(bundle);
  }
}
