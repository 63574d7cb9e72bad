package io.backplane.shell;

import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets Felix's own shell commands take a bundle by its number or its symbolic name, as in {@code
 * felix:headers 8}. Felix's interactive shells, which bring this along, would read the daemon's
 * stdin.
 */
@Component
public final class BundleConverter implements Converter {

  private final BundleContext context;

  @Activate
  public BundleConverter(BundleContext context) {
    this.context = context;
  }

  @Override
  public Object convert(Class<?> wanted, Object given) {
    if (wanted != Bundle.class) {
      return null;
    }
    String text = given.toString();
    if (text.matches("\\d{1,18}")) {
      return context.getBundle(Long.parseLong(text));
    }
    Bundle newest = null;
    for (Bundle bundle : context.getBundles()) {
      boolean named = text.equals(bundle.getSymbolicName());
      if (named && (newest == null || bundle.getVersion().compareTo(newest.getVersion()) > 0)) {
        newest = bundle;
      }
    }
    return newest;
  }

  @Override
  public CharSequence format(Object target, int level, Converter escape) {
    return target instanceof Bundle bundle
        ? bundle.getBundleId() + "  " + bundle.getSymbolicName() + " " + bundle.getVersion()
        : null;
  }
}
