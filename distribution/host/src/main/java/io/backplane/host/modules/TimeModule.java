package io.backplane.host.modules;

import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A clock that never goes back; where it begins means nothing. */
record TimeModule() implements HostModule {

  @Override
  public String name() {
    return "time";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of(
        "monotonicMs", given -> (double) TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }
}
