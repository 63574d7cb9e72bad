package io.backplane.host.modules;

import io.backplane.host.js.Fault;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import java.util.Locale;
import java.util.Map;

/** Where drivers are. */
record DriverModule(ServiceFacts facts) implements HostModule {

  @Override
  public String name() {
    return "driver";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of("resolve", this::resolve);
  }

  private Object resolve(Given given) {
    String name = given.optionalText(0).orElse("");
    if (name.isEmpty()) {
      throw Fault.type("resolveDriver: driverName must be a non-empty string");
    }
    if (name.contains("/") || name.contains("\\")) {
      throw Fault.type("resolveDriver: driverName must not contain path separators");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".exe")) {
      throw Fault.type("resolveDriver: driverName must not end with .exe");
    }
    var search = new DriverSearch(facts.dataRoot(), ConstantsModule.appDir(), facts.cwd());
    return search
        .find(name)
        .map(ConstantsModule::text)
        .orElseThrow(() -> Fault.internal(notFound(name, search)));
  }

  private static String notFound(String name, DriverSearch search) {
    var text = new StringBuilder("driver not found: \"" + name + "\"\n  searched:");
    search.places(name).forEach(place -> text.append("\n    - ").append(place));
    return text.toString();
  }
}
