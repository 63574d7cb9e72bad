package io.backplane.plugins;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps plugins and the kernel's bundles from being wired to each other beyond the API: what a
 * plugin imports optionally or dynamically stays unwired unless the platform offers it to plugins,
 * and what it exports is for itself, so that it can always be replaced alone.
 */
@Component(service = ResolverHookFactory.class, immediate = true, property = ImportFence.PROPERTY)
public final class ImportFence implements ResolverHookFactory, ResolverHook {

  static final String PROPERTY = "backplane.fence=imports";

  private static final List<String> OFFERED =
      List.of("io.backplane.api.", "org.osgi.", "org.slf4j.");
  private static final List<String> OF_JAVA = List.of("java.", "javax.");

  /** A bundle as a whole is what the kernel is inside. */
  private static final Set<String> WHOLE =
      Set.of(BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE);

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return this;
  }

  @Override
  public void filterMatches(
      BundleRequirement requirement, Collection<BundleCapability> candidates) {
    candidates.removeIf(
        candidate -> !mayWire(requirement.getRevision(), candidate, requirement.getNamespace()));
  }

  private static boolean mayWire(
      BundleRevision asking, BundleCapability candidate, String namespace) {
    BundleRevision offering = candidate.getRevision();
    boolean packages = namespace.equals(PackageNamespace.PACKAGE_NAMESPACE);
    if (asking.equals(offering) || !packages && !WHOLE.contains(namespace)) {
      return true;
    }
    if (isPlugin(offering)) {
      return false;
    }
    return !isPlugin(asking) || packages && isOffered(candidate);
  }

  private static boolean isPlugin(BundleRevision revision) {
    return revision.getBundle().getLocation().startsWith(ServiceFence.LOCATION);
  }

  private static boolean isOffered(BundleCapability candidate) {
    String name = candidate.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE) + ".";
    Bundle provider = candidate.getRevision().getBundle();
    return OFFERED.stream().anyMatch(name::startsWith)
        || provider.getBundleId() == Constants.SYSTEM_BUNDLE_ID
            && OF_JAVA.stream().anyMatch(name::startsWith);
  }

  @Override
  public void filterResolvable(Collection<BundleRevision> candidates) {}

  /** Two versions of a plugin run side by side whatever their manifest says. */
  @Override
  public void filterSingletonCollisions(
      BundleCapability singleton, Collection<BundleCapability> collisions) {
    if (isPlugin(singleton.getRevision())) {
      collisions.clear();
    }
  }

  @Override
  public void end() {}
}
