package io.backplane.host.modules;

import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import java.util.Map;

/** The service's configuration, for {@code getConfig}. */
record ConfigModule(ServiceFacts facts) implements HostModule {

  @Override
  public String name() {
    return "config";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of("get", given -> Json.text(facts.config()));
  }
}
