package io.backplane.security;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which this kernel may be addressed; anything else in a Host header is a rebound
 * name.
 */
final class AllowedHosts {

  private final Set<String> names = new HashSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));

  /**
   * @param bound the address listened on
   * @param configured comma-separated names
   */
  AllowedHosts(String bound, String configured) {
    names.add(bound.contains(":") ? "[" + bound + "]" : bound);
    for (String name : configured.split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
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
    return rest.isEmpty() || rest.matches(":\\d{1,5}") ? host.substring(0, end) : host;
  }
}
