package io.backplane.shell.commands;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** {@code backplane token revoke}. */
@picocli.CommandLine.Command(
    name = "revoke",
    description = "End a token and the sessions opened with it.")
public final class TokenRevoke extends Command {

  @Parameters(paramLabel = "<token>", description = "A token's name or id.")
  private String token;

  public TokenRevoke(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().tokens().revoke(token, Invocation.PRINCIPAL).toMap();
  }

  @Override
  protected void print(Object answer) {
    out().println(((Map<?, ?>) answer).get("name") + " is revoked");
  }
}
