package io.backplane.security;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which this kernel may be addressed; anything else in a Host header is a rebound
 * name. Names are compared as they are written, but for upper case and a port: another spelling of
 * an allowed address is refused, as no browser sends one.
 */
final class AllowedHosts {

  private final Set<String> names = new HashSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));

  /**
   * @param bound the address listened on
   * @param configured comma-separated names
   */
  AllowedHosts(String bound, String configured) {
    add(bound);
    for (String name : configured.split(",")) {
      add(name);
    }
  }

  private void add(String written) {
    String name = written.strip().toLowerCase(Locale.ROOT);
    boolean bareIpv6 = !name.startsWith("[") && name.indexOf(':') != name.lastIndexOf(':');
    if (!name.isEmpty()) {
      names.add(bareIpv6 ? "[" + name + "]" : withoutPort(name));
    }
  }

  boolean allow(String host) {
    return names.contains(withoutPort(host).toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    if (end <= 0) {
      return host;
    }
    String rest = host.substring(end);
    return rest.isEmpty() || rest.matches(":[0-9]{1,5}") ? host.substring(0, end) : host;
  }
}
