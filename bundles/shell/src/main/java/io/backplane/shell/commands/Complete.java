package io.backplane.shell.commands;

import io.backplane.shell.Command;
import io.backplane.shell.Completer;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code backplane complete}: what could stand in the place of the last word. */
@picocli.CommandLine.Command(name = "complete", hidden = true)
public final class Complete extends Command {

  @Parameters(arity = "0..*")
  private List<String> words = List.of();

  public Complete(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Completer.candidates(invocation(), words).forEach(out()::println);
    return ExitCode.OK;
  }
}
