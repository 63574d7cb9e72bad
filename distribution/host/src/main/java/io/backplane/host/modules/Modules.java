package io.backplane.host.modules;

import io.backplane.host.js.HostModule;
import java.io.PrintStream;
import java.util.List;

/** The Java sides of the built-in modules. */
public final class Modules {

  private Modules() {}

  /**
   * @param err where a service's log goes
   */
  public static List<HostModule> all(ServiceFacts facts, PrintStream err) {
    return List.of(
        new ConstantsModule(facts), new ConfigModule(facts), new DriverModule(facts));
  }
}
