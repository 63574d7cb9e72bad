package io.backplane.host.modules;

import io.backplane.host.driver.LinkModule;
import io.backplane.host.js.HostModule;
import io.backplane.host.process.Children;
import io.backplane.host.process.ProcessModule;
import java.io.PrintStream;
import java.util.List;

/** The Java sides of the built-in modules. */
public final class Modules {

  private Modules() {}

  /**
   * @param err where what its drivers log goes
   */
  public static List<HostModule> all(ServiceFacts facts, PrintStream err) {
    var children = new Children();
    return List.of(
        new ConstantsModule(facts),
        new ConfigModule(facts),
        new FsModule(facts.cwd()),
        new TimeModule(),
        new HttpModule(),
        new DriverModule(facts),
        new ProcessModule(facts.cwd(), children),
        new LinkModule(facts.cwd(), children, err));
  }
}
