package io.backplane.plugins;

import java.util.Arrays;
import java.util.Collection;
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
      references.removeIf(reference -> !isVisible(reference));
    }
  }

  @Override
  public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
    if (!isVisible(event.getServiceReference())) {
      listeners.keySet().removeIf(ServiceFence::isPlugin);
    }
  }

  private static boolean isPlugin(BundleContext context) {
    return context.getBundle().getLocation().startsWith(LOCATION);
  }

  private static boolean isVisible(ServiceReference<?> reference) {
    if (reference.getBundle() == null || reference.getBundle().getLocation().startsWith(LOCATION)) {
      return true;
    }
    String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
    return Arrays.stream(types).anyMatch(type -> Arrays.stream(VISIBLE).anyMatch(type::startsWith));
  }
}
