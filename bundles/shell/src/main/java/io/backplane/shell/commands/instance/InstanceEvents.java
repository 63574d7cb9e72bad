package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.supervisor.spi.DriverEvent;
import java.util.List;

/** {@code backplane instance events}. */
@picocli.CommandLine.Command(
    name = "events",
    description = "Show the last 256 events of an instance's driver.")
public final class InstanceEvents extends InstanceCommand {

  public InstanceEvents(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().supervisor().events(instance().supervised()).stream()
        .map(DriverEvent::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("at", "name", "code", "value");
  }

  @Override
  protected String none() {
    return "no events yet";
  }
}
