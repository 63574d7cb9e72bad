package io.backplane.shell.commands.state;

import io.backplane.shell.Invocation;
import io.backplane.state.spi.StateEntry;
import java.util.Optional;

/** {@code backplane runtime state-get}. */
@picocli.CommandLine.Command(
    name = "state-get",
    description = "Print what a key stands for; with --json also its version, time and writer.")
public final class StateGet extends KeyCommand {

  public StateGet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Optional<StateEntry> found = state().get(key());
    if (found.isEmpty()) {
      return missing();
    }
    return json() ? found.get().toMap() : found.get().value().text();
  }
}
