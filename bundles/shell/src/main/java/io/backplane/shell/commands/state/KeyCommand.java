package io.backplane.shell.commands.state;

import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.state.spi.State;
import picocli.CommandLine.Parameters;

/** A command about one key. */
abstract class KeyCommand extends Command {

  @Parameters(index = "0", paramLabel = "<key>", description = "A key, such as site/theme.")
  private String key;

  KeyCommand(Invocation invocation) {
    super(invocation);
  }

  final String key() {
    return key;
  }

  final State state() {
    return services().state();
  }

  /** Says that there is no such key. */
  final int missing() {
    invocation().err().println("backplane: no key '" + key + "'");
    invocation().err().println("Try 'backplane runtime state-list'.");
    return ExitCode.REFUSED;
  }
}
