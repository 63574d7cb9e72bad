package io.backplane.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Settings that hold for one run: {@code conf/backplane.properties} of the distribution, over it
 * {@code DATA/conf/backplane.properties}, over that the command line.
 */
record Conf(Map<String, String> values) {

  private static final Set<String> KEYS =
      Set.of(
          "host",
          "port",
          "allowed-hosts",
          "trusted-proxies",
          "tls.cert",
          "tls.key",
          "health.anonymous",
          "plugins.health-window",
          "plugins.start-limit",
          "plugins.trusted-roots");

  static Conf read(Home home, DataDirectory data, Options options) throws IOException {
    var values = new HashMap<String, String>();
    load(home.conf(), values);
    load(data.root().resolve("conf/backplane.properties"), values);
    options.host().ifPresent(host -> values.put("host", host));
    options.port().ifPresent(port -> values.put("port", Integer.toString(port)));
    Conf conf = new Conf(Map.copyOf(values));
    conf.checkReach();
    return conf;
  }

  private static void load(Path file, Map<String, String> values) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    for (String key : properties.stringPropertyNames()) {
      if (!KEYS.contains(key)) {
        throw new StartFailure(file + ": unknown setting '" + key + "'; known are " + sorted());
      }
      values.put(key, properties.getProperty(key).strip());
    }
  }

  private static String sorted() {
    return String.join(", ", KEYS.stream().sorted().toList());
  }

  String host() {
    return values.getOrDefault("host", "127.0.0.1");
  }

  int port() {
    String text = values.get("port");
    return text == null ? Port.DEFAULT : Port.parse("port", text);
  }

  boolean tls() {
    return values.containsKey("tls.cert");
  }

  /** A kernel that others can reach must be encrypted, by itself or by a proxy that is named. */
  private void checkReach() {
    if (values.containsKey("tls.cert") != values.containsKey("tls.key")) {
      throw new StartFailure("tls.cert and tls.key go together: set both or none");
    }
    boolean loopback =
        Set.of("127.0.0.1", "localhost", "::1").contains(host()) || host().startsWith("127.");
    if (!loopback && !tls() && values.getOrDefault("trusted-proxies", "").isEmpty()) {
      throw new StartFailure(
          "host "
              + host()
              + " is reachable from other machines: set tls.cert and tls.key, or trusted-proxies,"
              + " in conf/backplane.properties");
    }
  }
}
