package io.backplane.host.modules;

import io.backplane.host.driver.LinkModule;
import io.backplane.host.js.HostModule;
import io.backplane.host.kernel.KernelFacts;
import io.backplane.host.kernel.KernelModule;
import io.backplane.host.kernel.KernelModule.UnitEvents;
import io.backplane.host.link.ServiceModule;
import io.backplane.host.process.Children;
import io.backplane.host.process.ProcessModule;
import io.backplane.host.process.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The Java sides of the built-in modules. */
public final class Modules {

  /** What may be done by a service that is only asked what it offers, where not all may. */
  private static final Map<String, Set<String>> HARMLESS =
      Map.of(
          "process", Set.of(),
          "link", Set.of(),
          "driver", Set.of(),
          "http", Set.of(),
          "fetch", Set.of("encode", "decode"),
          "backplane", Set.of("instance", "schedule"),
          "fs", Set.of("exists", "readText", "readJson", "listDir", "stat"));

  /** What a daemon does at its top level before it is called, and waits for nothing. */
  private static final Set<String> IDLE = Set.of("follow", "unfollow", "emit");

  private Modules() {}

  /** Those of a service that is linked to a host. */
  public static List<HostModule> linked(ServiceFacts facts, ServiceModule service) {
    return with(service, all(facts, Optional.of(service::emit)));
  }

  /** Those of a service that is only asked what it offers: they reach nothing. */
  public static List<HostModule> described(ServiceFacts facts, ServiceModule service) {
    return with(
        service,
        all(facts).stream()
            .map(
                module ->
                    HARMLESS.containsKey(module.name())
                        ? new Described(module, HARMLESS.get(module.name()), IDLE)
                        : module)
            .toList());
  }

  private static List<HostModule> with(HostModule one, List<HostModule> others) {
    return Stream.concat(others.stream(), Stream.of(one)).toList();
  }

  /** Those of a service by itself. */
  public static List<HostModule> all(ServiceFacts facts) {
    return all(facts, Optional.empty());
  }

  private static List<HostModule> all(ServiceFacts facts, Optional<UnitEvents> unitEvents) {
    Surroundings at = facts.at();
    var children = new Children(at.variables());
    return List.of(
        new ConstantsModule(facts),
        new ConfigModule(facts),
        new FsModule(at),
        new TimeModule(),
        new HttpModule(),
        new UrlModule(),
        new FetchModule(),
        new DriverModule(facts),
        new ProcessModule(facts.cwd(), children),
        new LinkModule(facts.cwd(), children, at.err()),
        new KernelModule(new KernelFacts(at.variables()), unitEvents, at.err()));
  }
}
