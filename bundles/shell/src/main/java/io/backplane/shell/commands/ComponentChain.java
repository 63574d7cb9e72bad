package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Follows what a component waits for, through the components that could provide it, down to the
 * cause.
 */
final class ComponentChain {

  private final ServiceComponentRuntime runtime;
  private final Collection<ComponentDescriptionDTO> all;

  ComponentChain(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
    this.all = runtime.getComponentDescriptionDTOs();
  }

  /**
   * @param name a name or a part of it; {@code all} for every component that is not satisfied
   */
  List<Map<String, Object>> explain(String name) {
    var found = new ArrayList<Map<String, Object>>();
    for (ComponentDescriptionDTO component : all) {
      boolean wanted = name.equals("all") ? !isFine(component) : component.name.contains(name);
      if (wanted) {
        found.add(explain(component, new HashSet<>()));
      }
    }
    return found;
  }

  private boolean isFine(ComponentDescriptionDTO component) {
    return runtime.getComponentConfigurationDTOs(component).stream()
        .allMatch(ComponentChain::works);
  }

  private static boolean works(ComponentConfigurationDTO configuration) {
    return configuration.state == ComponentConfigurationDTO.ACTIVE
        || configuration.state == ComponentConfigurationDTO.SATISFIED;
  }

  private Map<String, Object> explain(ComponentDescriptionDTO component, Set<String> seen) {
    var missing = new ArrayList<Map<String, Object>>();
    String state = runtime.isComponentEnabled(component) ? "no configuration" : "disabled";
    boolean first = seen.add(component.name);
    for (ComponentConfigurationDTO configuration :
        runtime.getComponentConfigurationDTOs(component)) {
      state = state(configuration);
      if (first && !works(configuration)) {
        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
          missing.add(explain(component, reference, seen));
        }
      }
    }
    return Values.map("component", component.name, "state", state, "missing", missing);
  }

  private Map<String, Object> explain(
      ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing, Set<String> seen) {
    String service =
        Arrays.stream(component.references)
            .filter(reference -> reference.name.equals(missing.name))
            .map((ReferenceDTO reference) -> reference.interfaceName)
            .findFirst()
            .orElse(missing.name);
    var providers = new ArrayList<Map<String, Object>>();
    for (ComponentDescriptionDTO candidate : all) {
      if (List.of(candidate.serviceInterfaces).contains(service)) {
        providers.add(explain(candidate, seen));
      }
    }
    String target = missing.target == null ? "" : " with " + missing.target;
    String why =
        providers.isEmpty() ? "nobody provides it" + target : "not there" + target + "; providers:";
    return Values.map("service", service, "why", why, "providers", providers);
  }

  private static String state(ComponentConfigurationDTO configuration) {
    return switch (configuration.state) {
      case ComponentConfigurationDTO.ACTIVE -> "active";
      case ComponentConfigurationDTO.SATISFIED -> "satisfied";
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> "waits for its configuration";
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> "waits for a service";
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          "failed: " + String.valueOf(configuration.failure).lines().findFirst().orElse("");
      default -> "state " + configuration.state;
    };
  }
}
