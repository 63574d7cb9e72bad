package io.backplane.shell.commands.plugins;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.updates.spi.UpdateRecord;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime updates}. */
@picocli.CommandLine.Command(
    name = "updates",
    description = "Show updates and rollbacks of plugins, newest first.")
public final class UpdateList extends Command {

  @Parameters(arity = "0..1", paramLabel = "<plugin>", description = "Of this plugin only.")
  private String id = "";

  public UpdateList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().plugins().updates(id).stream().map(UpdateRecord::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "at", "unit", "what", "from", "to", "type", "outcome", "by", "reason");
  }

  @Override
  protected String none() {
    return "no updates yet";
  }
}
