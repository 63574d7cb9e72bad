package io.backplane.shell.commands.service;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.Instance;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** Does a thing with the code of an instance. */
abstract class CodeCommand extends Command {

  @Parameters(index = "0", paramLabel = "<instance>", description = "An instance's name.")
  private String id;

  CodeCommand(Invocation invocation) {
    super(invocation);
  }

  abstract Instance act(String id);

  @Override
  protected final Object run() {
    return act(id).toMap();
  }

  @Override
  protected final void print(Object answer) {
    Map<?, ?> now = (Map<?, ?>) answer;
    String code =
        now.get("code").equals("workspace")
            ? "the code in its workspace"
            : now.get("package") + "@" + now.get("version");
    out().println(now.get("id") + " runs " + code + " from its next start on");
  }
}
