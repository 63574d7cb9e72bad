package io.backplane.itests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** The components of the kernel's bundles, and what those that do not work wait for. */
record Components(ServiceComponentRuntime runtime) {

  /** Every component that is declared in a bundle of ours. */
  List<ComponentDescriptionDTO> ours() {
    return runtime.getComponentDescriptionDTOs().stream()
        .filter(component -> component.bundle.symbolicName.startsWith("io.backplane."))
        .toList();
  }

  /** For each component of ours that is not satisfied, the chain down to the cause. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    for (ComponentDescriptionDTO component : ours()) {
      if (!works(component)) {
        var chain = new StringBuilder("\n");
        explain(component, "", chain, new HashSet<>());
        faults.add(chain.toString());
      }
    }
    return faults;
  }

  private boolean works(ComponentDescriptionDTO component) {
    var configurations = runtime.getComponentConfigurationDTOs(component);
    return !configurations.isEmpty()
        && configurations.stream()
            .allMatch(
                c ->
                    c.state == ComponentConfigurationDTO.ACTIVE
                        || c.state == ComponentConfigurationDTO.SATISFIED);
  }

  private void explain(
      ComponentDescriptionDTO component, String indent, StringBuilder chain, Set<String> seen) {
    for (var configuration : runtime.getComponentConfigurationDTOs(component)) {
      String failure = configuration.failure == null ? "" : " " + configuration.failure;
      chain.append(indent + component.name + ": state " + configuration.state + failure + "\n");
      if (seen.add(component.name)) {
        for (UnsatisfiedReferenceDTO missing : configuration.unsatisfiedReferences) {
          explain(component, missing, indent + "  ", chain, seen);
        }
      }
    }
  }

  private void explain(
      ComponentDescriptionDTO component,
      UnsatisfiedReferenceDTO missing,
      String indent,
      StringBuilder chain,
      Set<String> seen) {
    String service =
        Arrays.stream(component.references)
            .filter(reference -> reference.name.equals(missing.name))
            .map(reference -> reference.interfaceName)
            .findFirst()
            .orElse(missing.name);
    chain.append(indent + "needs " + service + " " + missing.target + "\n");
    runtime.getComponentDescriptionDTOs().stream()
        .filter(candidate -> List.of(candidate.serviceInterfaces).contains(service))
        .forEach(provider -> explain(provider, indent + "  ", chain, seen));
  }
}
