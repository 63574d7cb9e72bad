package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Swept;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;

/** {@code backplane runtime gov-sweep}. */
@picocli.CommandLine.Command(
    name = "gov-sweep",
    description = "Apply the rules for what is idle or stuck now, not with the next minute.")
public final class GovSweep extends Command {

  public GovSweep(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return Stream.concat(
            services().governance().sweep().stream(), services().tasks().sweep().stream())
        .map(Swept::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("lifecycle", "name", "from", "to", "reason");
  }

  @Override
  protected String none() {
    return "nothing is idle or stuck";
  }
}
