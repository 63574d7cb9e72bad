package io.backplane.shell.commands.state;

import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateWatch;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime state-watch}. With {@code --json} a line for each change. */
@picocli.CommandLine.Command(
    name = "state-watch",
    description = "Show changes as they happen, until Ctrl-C.")
public final class StateChanges extends Command {

  private static final Duration BEAT = Duration.ofMillis(500);

  @Parameters(arity = "0..1", paramLabel = "<prefix>", description = "What keys begin with.")
  private String prefix = "";

  public StateChanges(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    try (StateWatch watch = services().state().watch(prefix)) {
      while (!invocation().gone().getAsBoolean()) {
        List<StateEntry> changes = watch.next(BEAT);
        changes.forEach(this::print);
        if (!changes.isEmpty()) {
          out().flush();
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(StateEntry entry) {
    out().println(json() ? Json.line(entry.toMap()) : Versions.line(entry));
  }
}
