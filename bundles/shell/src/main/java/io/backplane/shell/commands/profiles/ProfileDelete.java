package io.backplane.shell.commands.profiles;

import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime profile-delete}. */
@picocli.CommandLine.Command(name = "profile-delete", description = "Delete a profile.")
public final class ProfileDelete extends ProfileCommand {

  @Parameters(paramLabel = "<profile>", description = "A profile's number.")
  private long id;

  public ProfileDelete(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    profiles().delete(id);
    return "profile " + id + " is deleted";
  }

  @Override
  protected void print(Object answer) {
    out().println(answer);
  }
}
