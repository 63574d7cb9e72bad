package io.backplane.plugins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** What declarative services know of a bundle whose components do not work. */
final class ComponentFaults {

  private ComponentFaults() {}

  /** A sentence part for each fault; empty where nothing is known. */
  static List<String> of(BundleContext context, Bundle bundle) {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
    if (runtime == null) {
      return List.of();
    }
    try {
      var faults = new ArrayList<String>();
      for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
        for (var configuration : runtime.getComponentConfigurationDTOs(component)) {
          add(component, configuration, faults);
        }
      }
      return faults;
    } finally {
      context.ungetService(reference);
    }
  }

  private static void add(
      ComponentDescriptionDTO component,
      ComponentConfigurationDTO configuration,
      List<String> faults) {
    if (configuration.failure != null) {
      faults.add("component " + component.name + " fails: " + cause(configuration.failure));
    }
    if (configuration.unsatisfiedReferences != null) {
      for (var missing : configuration.unsatisfiedReferences) {
        faults.add("component " + component.name + " needs " + service(component, missing.name));
      }
    }
  }

  /** The innermost cause's first line of a printed stack trace. */
  private static String cause(String stackTrace) {
    List<String> lines = stackTrace.lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((_, last) -> last)
        .map(line -> line.substring("Caused by: ".length()))
        .orElse(lines.isEmpty() ? "" : lines.getFirst());
  }

  private static String service(ComponentDescriptionDTO component, String reference) {
    return Arrays.stream(component.references)
        .filter(candidate -> candidate.name.equals(reference))
        .map((ReferenceDTO candidate) -> candidate.interfaceName)
        .findFirst()
        .orElse(reference);
  }
}
