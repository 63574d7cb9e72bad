package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Governance;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;

/** A command that shows how mature a unit is. */
abstract class GovCommand extends Command {

  GovCommand(Invocation invocation) {
    super(invocation);
  }

  final Governance governance() {
    return services().governance();
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> subject = (Map<?, ?>) answer;
    String reason = subject.get("reason").toString();
    out()
        .println(
            "%s is %s, of %s%s"
                .formatted(
                    subject.get("name"),
                    subject.get("state"),
                    subject.get("owner"),
                    reason.isEmpty() ? "" : ": " + reason));
  }
}
