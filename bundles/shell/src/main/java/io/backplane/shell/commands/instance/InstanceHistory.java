package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.updates.spi.UpdateRecord;
import java.util.List;

/** {@code backplane instance history}. */
@picocli.CommandLine.Command(
    name = "history",
    description = "Show an instance's updates and rollbacks, newest first.")
public final class InstanceHistory extends InstanceCommand {

  public InstanceHistory(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().instances().history(instance().id()).stream()
        .map(UpdateRecord::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("at", "what", "from", "to", "type", "outcome", "by", "reason");
  }

  @Override
  protected String none() {
    return "no updates yet";
  }
}
