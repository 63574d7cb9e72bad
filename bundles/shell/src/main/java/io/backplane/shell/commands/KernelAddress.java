package io.backplane.shell.commands;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Where browsers reach this kernel. */
final class KernelAddress {

  private static final Pattern ENDPOINT = Pattern.compile("(https?)://.*:(\\d+)/.*");

  private KernelAddress() {}

  /** With a slash at its end; empty while HTTP is not up. */
  static String url(BundleContext context) {
    ServiceReference<?> http =
        context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
    if (http == null || !(http.getProperty("osgi.http.endpoint") instanceof String[] endpoints)) {
      return "";
    }
    for (String endpoint : endpoints) {
      Matcher match = ENDPOINT.matcher(endpoint);
      if (match.matches()) {
        return match.group(1) + "://" + host(context) + ":" + match.group(2) + "/";
      }
    }
    return "";
  }

  private static String host(BundleContext context) {
    String host = context.getProperty("org.apache.felix.http.host");
    if (host == null || host.equals("0.0.0.0") || host.equals("::")) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
