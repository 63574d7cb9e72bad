package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Subject;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code backplane runtime gov-list}. */
@picocli.CommandLine.Command(name = "gov-list", description = "List the registered units.")
public final class GovList extends Command {

  @Option(names = "--owner", paramLabel = "OWNER", description = "Only this owner's.")
  private String owner = "";

  @Option(names = "--state", paramLabel = "GOV-STATE", description = "Only those in this state.")
  private String state = "";

  public GovList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().governance().all(Lifecycles.PLUGIN).stream()
        .filter(it -> owner.isEmpty() || it.owner().equals(owner))
        .filter(it -> state.isEmpty() || it.state().equals(state))
        .map(Subject::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("name", "state", "owner", "since", "touchedAt", "reason");
  }

  @Override
  protected String none() {
    return "none: record one with 'runtime gov-register'; others count as active";
  }
}
