package io.backplane.shell.commands.packages;

import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Pairs;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code backplane package configure}. */
@picocli.CommandLine.Command(
    name = "configure",
    description = "Set what the configuration of a package's instances begins with.")
public final class PackageConfigure extends PackageCommand {

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "key=value",
      description = "Fields; the others stay as they are.")
  private List<String> pairs = List.of();

  public PackageConfigure(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    var defaults = new LinkedHashMap<>(services().packages().defaults(ref()));
    Pairs.merge(defaults, Pairs.read(pairs, entry().shown().meta().config().fields()));
    services().packages().configure(ref(), defaults, Invocation.PRINCIPAL);
    return services().packages().defaults(ref());
  }
}
