package io.backplane.shell.commands.profiles;

import io.backplane.api.call.Values;
import io.backplane.health.spi.ProfileType;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;

/** {@code backplane runtime profile-types}. */
@picocli.CommandLine.Command(
    name = "profile-types",
    description = "List what a profile can tell about.")
public final class ProfileTypes extends Command {

  public ProfileTypes(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return Stream.of(ProfileType.values())
        .map(type -> Values.map("type", Values.word(type), "meaning", type.meaning()))
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("type", "meaning");
  }
}
