package io.backplane.host.modules;

import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import java.net.IDN;
import java.util.Locale;
import java.util.Map;

/** Names of hosts in every script. */
record UrlModule() implements HostModule {

  @Override
  public String name() {
    return "url";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of("ascii", given -> ascii(given.text(0, "name")));
  }

  /** As it is looked up, in lower case; null for what cannot be a name. */
  private static String ascii(String name) {
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
