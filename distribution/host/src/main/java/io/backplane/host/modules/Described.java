package io.backplane.host.modules;

import io.backplane.host.js.Fault;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A module of a service that is only asked what it offers: it can be imported, and does nothing.
 *
 * @param harmless functions that change nothing, and stay
 * @param idle functions that may be called and do nothing
 */
record Described(HostModule module, Set<String> harmless, Set<String> idle) implements HostModule {

  @Override
  public String name() {
    return module.name();
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    var functions = new HashMap<>(module.functions(runtime));
    functions.replaceAll((name, function) -> harmless.contains(name) ? function : instead(name));
    return functions;
  }

  private HostFunction instead(String name) {
    return given -> {
      if (idle.contains(name)) {
        return 0;
      }
      throw Fault.internal("not while the service is asked for its meta");
    };
  }

  @Override
  public void close() {
    module.close();
  }
}
