package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Subject;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime gov-show}. */
@picocli.CommandLine.Command(
    name = "gov-show",
    description = "Show how mature a unit is, and what it can become.")
public final class GovShow extends Command {

  @Parameters(paramLabel = "<governed>", description = "A registered unit's name.")
  private String unit;

  public GovShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Subject subject = services().governance().find(Lifecycles.PLUGIN, unit);
    Map<String, Object> shown = subject.toMap();
    shown.put("next", Lifecycles.PLUGIN.next(subject.state()));
    return shown;
  }
}
