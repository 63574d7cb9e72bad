package io.backplane.shell.commands.state;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code backplane runtime state-clock}. */
@picocli.CommandLine.Command(
    name = "state-clock",
    description = "Show how state is shared and how far its clock is, or set that right.")
public final class StateClock extends Command {

  @Option(
      names = "--reset",
      description = "Move what was written in the future back, once the machine's clock is right.")
  private boolean reset;

  public StateClock(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return reset
        ? Map.of("moved", services().sharing().resetClock(Invocation.PRINCIPAL))
        : services().sharing().status().toMap();
  }
}
