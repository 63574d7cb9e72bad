package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.CapUse;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code backplane runtime gov-caps}. */
@picocli.CommandLine.Command(
    name = "gov-caps",
    description = "List the caps, and what each owner uses of them.",
    footer = {"", "Each is a setting: backplane runtime configure governance.active-plugins 50"})
public final class GovCaps extends Command {

  @Option(names = "--owner", paramLabel = "OWNER", description = "Only this owner's.")
  private String owner = "";

  public GovCaps(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().governance().caps(owner).stream().map(CapUse::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("cap", "owner", "used", "limit");
  }
}
