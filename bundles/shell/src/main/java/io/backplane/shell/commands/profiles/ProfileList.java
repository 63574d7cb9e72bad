package io.backplane.shell.commands.profiles;

import io.backplane.health.spi.Profile;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;

/** {@code backplane runtime profiles}. */
@picocli.CommandLine.Command(name = "profiles", description = "List the profiles that are kept.")
public final class ProfileList extends Command {

  public ProfileList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().profiles().all().stream().map(Profile::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "type", "unit", "state", "startedAt", "tookMs", "weight", "measure", "by");
  }

  @Override
  protected String none() {
    return "no profiles: take one with 'runtime profile'";
  }
}
