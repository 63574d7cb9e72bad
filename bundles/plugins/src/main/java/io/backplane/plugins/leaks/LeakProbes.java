package io.backplane.plugins.leaks;

import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cheap looks, some milliseconds in all, at where class loaders are usually held. They see what is
 * held there directly: what lies deeper, and what virtual threads hold, a heap dump finds.
 */
final class LeakProbes {

  private static final Map<String, Probe> PROBES = new LinkedHashMap<>();

  static {
    PROBES.put("threads", ThreadProbes::threads);
    PROBES.put("ThreadLocals", ThreadProbes::locals);
    PROBES.put("shutdown hooks", ThreadProbes::hooks);
    PROBES.put("JDBC drivers", RegistryProbes::drivers);
    PROBES.put("loggers", RegistryProbes::loggers);
    PROBES.put("MBeans", RegistryProbes::beans);
    PROBES.put("security providers", RegistryProbes::providers);
  }

  private LeakProbes() {}

  /** One sentence for each thing that holds this loader, and for each place that cannot be seen. */
  static List<String> look(ClassLoader loader) {
    var of = new Belonging(loader);
    var findings = new ArrayList<String>();
    var blind = new ArrayList<String>();
    PROBES.forEach((place, probe) -> look(place, probe, of, findings, blind));
    if (findings.isEmpty()) { // frames name classes, not whose they are: the last resort
      look("stacks", ThreadProbes::stacks, of, findings, blind);
    }
    findings.addAll(blind);
    return findings;
  }

  private static void look(
      String place, Probe probe, Belonging of, List<String> findings, List<String> blind) {
    try {
      probe.look(of, findings::add);
    } catch (InaccessibleObjectException e) {
      blind.add("could not look at " + place + ": this JVM does not open its inside to it");
    } catch (ReflectiveOperationException | RuntimeException e) {
      blind.add("could not look at " + place + ": " + e);
    }
  }
}
