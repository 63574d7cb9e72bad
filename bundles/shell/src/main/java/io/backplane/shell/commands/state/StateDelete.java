package io.backplane.shell.commands.state;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Invocation;
import io.backplane.state.spi.IfVersion;
import picocli.CommandLine.Option;

/** {@code backplane runtime state-delete}. */
@picocli.CommandLine.Command(
    name = "state-delete",
    description = "Delete a key, here and wherever state is shared.")
public final class StateDelete extends KeyCommand {

  @Option(
      names = "--if-version",
      paramLabel = "VERSION",
      description = "Only if the key is at this version.")
  private String ifVersion = "";

  public StateDelete(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    try {
      return state().delete(key(), new IfVersion(ifVersion), Invocation.PRINCIPAL).toMap();
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.NotFound) {
        return missing();
      }
      throw e;
    }
  }

  @Override
  protected void print(Object answer) {
    out().println(key() + " is deleted");
  }
}
