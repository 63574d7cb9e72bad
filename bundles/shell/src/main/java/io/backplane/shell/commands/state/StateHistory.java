package io.backplane.shell.commands.state;

import io.backplane.shell.Invocation;
import io.backplane.state.spi.StateEntry;
import java.util.List;

/** {@code backplane runtime state-history}. */
@picocli.CommandLine.Command(
    name = "state-history",
    description = "Show the versions that a key has had here, newest first.")
public final class StateHistory extends KeyCommand {

  public StateHistory(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    List<StateEntry> history = state().history(key());
    return history.isEmpty() ? missing() : history.stream().map(StateEntry::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("at", "by", "version", "type", "value");
  }

  @Override
  @SuppressWarnings("unchecked") // run() has made it
  protected void print(Object answer) {
    super.print(
        ((List<java.util.Map<String, Object>>) answer).stream().map(Versions::row).toList());
  }
}
