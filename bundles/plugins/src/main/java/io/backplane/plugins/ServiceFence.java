package io.backplane.plugins;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.service.component.annotations.Component;

/**
 * Hides the kernel's own services from plugins: they see what the API and OSGi define, and what
 * plugins offer. A courtesy that keeps plugins from leaning on what may change, not a fence against
 * hostile code: there is none inside a JVM.
 */
@Component(immediate = true)
public final class ServiceFence implements FindHook, EventListenerHook {

  /** What the location of a plugin's bundle begins with. */
  static final String LOCATION = "plugin:";

  private static final String[] VISIBLE = {"io.backplane.api.", "org.osgi."};

  @Override
  public void find(
      BundleContext context,
      String name,
      String filter,
      boolean allServices,
      Collection<ServiceReference<?>> references) {
    if (isPlugin(context)) {
      // Under a name of the kernel's own, even what has a visible name besides is hidden.
      references.removeIf(
          reference -> !isVisible(reference, name == null ? types(reference) : List.of(name)));
    }
  }

  @Override
  public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
    ServiceReference<?> reference = event.getServiceReference();
    if (!isVisible(reference, types(reference))) {
      listeners.keySet().removeIf(ServiceFence::isPlugin);
    }
  }

  private static boolean isPlugin(BundleContext context) {
    return context.getBundle().getLocation().startsWith(LOCATION);
  }

  private static boolean isVisible(ServiceReference<?> reference, List<String> names) {
    if (reference.getBundle() == null || reference.getBundle().getLocation().startsWith(LOCATION)) {
      return true;
    }
    return names.stream().anyMatch(name -> Arrays.stream(VISIBLE).anyMatch(name::startsWith));
  }

  private static List<String> types(ServiceReference<?> reference) {
    return List.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
  }
}
