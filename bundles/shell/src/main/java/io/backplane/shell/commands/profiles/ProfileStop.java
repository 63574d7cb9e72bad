package io.backplane.shell.commands.profiles;

import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime profile-stop}. */
@picocli.CommandLine.Command(
    name = "profile-stop",
    description = "End a profile that is being taken; what was taken is kept.")
public final class ProfileStop extends ProfileCommand {

  @Parameters(paramLabel = "<profile>", description = "A profile's number.")
  private long id;

  public ProfileStop(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return profiles().stop(id).toMap();
  }
}
